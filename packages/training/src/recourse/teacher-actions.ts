import { randomStream, ndarray, type NDArray } from '@cfq/jit';
import { pgdPresets, projectReference, type ActionSet, type PgdOptions } from '@cfq/recourse';
import { TrainingError } from '../training-error.ts';

/** How good the teacher's actions on training rows are; for measuring what a student owes to them. */
export interface TeacherActions {
  /**
   * `K`: gradient steps of the plain recursion of CFQ §4.1 from `x`, an integer from 1, instead of the solver's search.
   * The cheapest success on the way is shortened to the boundary; nothing else is refined. `K α` is the same for every
   * `K`, so that few steps are long steps.
   */
  readonly steps?: number;
  /**
   * Standard deviation of noise added to the numeric features of every action, encoded units, from 0; the result is
   * projected onto what is permitted, and need not succeed any more.
   */
  readonly noise?: number;
}

/** `K α`, as in the preset that follows the paper. */
const travel = pgdPresets.paper.steps * pgdPresets.paper.stepSize;

/**
 * Actions with defaults dropped, so that equal meanings are equal records.
 *
 * @throws TrainingError for a value out of range or an unknown field.
 */
export function settleTeacherActions(actions: TeacherActions): TeacherActions {
  const { steps, noise, ...others } = actions;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) fail('fields are known', 'steps, noise', unknown);
  if (steps !== undefined && (!Number.isInteger(steps) || steps < 1)) {
    fail('steps is a count', 'an integer from 1', steps);
  }
  if (noise !== undefined && !(noise >= 0 && Number.isFinite(noise))) {
    fail('noise is a standard deviation', 'a number from 0', noise);
  }
  return {
    ...(steps === undefined ? {} : { steps }),
    ...(noise === undefined || noise === 0 ? {} : { noise }),
  };
}

function fail(rule: string, expected: string, got: unknown): never {
  throw new TrainingError(`teacherActions: ${rule} (expected ${expected}, got ${String(got)}). Correct it.`);
}

/** Options of `pgd` for `K` gradient steps: the solver counts the points it looks at, of which `x` is the first. */
export function recursionOptions(steps: number): Partial<PgdOptions> {
  return { preset: 'paper', restarts: 0, steps: steps + 1, stepSize: travel / steps };
}

/** What {@link perturbActions} disturbs. */
export interface PerturbActionsProblem {
  /** People [m, d] and their actions [m, d]. */
  readonly x: NDArray;
  readonly delta: NDArray;
  readonly actionSet: ActionSet;
  /** Standard deviation, encoded units. */
  readonly noise: number;
  readonly seed: number;
}

/** Actions with seeded normal noise on every numeric feature that may change, projected onto what is permitted. */
export function perturbActions({ x, delta, actionSet, noise, seed }: PerturbActionsProblem): NDArray {
  const { width } = actionSet;
  const numeric = new Uint8Array(width);
  for (const { kind, immutable, start } of actionSet.features) {
    if (kind === 'numeric' && !immutable) numeric[start] = 1;
  }
  const normal = randomStream(seed, 'teacher actions', 'noise').normal(x.shape).data;
  const candidate = Float32Array.from(
    x.data,
    (value, i) => value + delta.data[i]! + (numeric[i % width] === 1 ? noise * normal[i]! : 0),
  );
  const { data, shape } = projectReference(x, ndarray(candidate, x.shape), actionSet);
  return ndarray(
    Float32Array.from(data, (value, i) => value - x.data[i]!),
    shape,
  );
}
