import { favourable, favourableMargins, type MarginActions } from '@cfq/evaluation';
import { addScaled, takeRows, type ArrayTree, type NDArray } from '@cfq/jit';
import { slp, worstCaseLogits } from '@cfq/recourse';
import { modelLogits, predictModel } from '@cfq/training';
import type { DiagnosticContext } from './diagnostic-context.ts';
import { effortsAt } from './efforts-at.ts';
import { quantizedVariants } from './quantized-variants.ts';
import { seededSample } from './seeded-sample.ts';

/** Perturbed copies of each bit-width, and how far their steps are off. */
const copies = 2;
export const stepError = 0.05;

/** People that are looked at, at most: the whole population of German Credit and COMPAS. */
const mostPeople = 1000;

/** What does not depend on the student: who is looked at, and both kinds of actions for them. */
interface RobustActions {
  /** Models of the set, the teacher included. */
  readonly models: number;
  /** `[sampled, d]` where they stand. */
  readonly x: NDArray;
  /** The teacher's own actions, one entry an issue margin. */
  readonly plain: readonly MarginActions[];
  /** `[margins][sampled]` the least margin of the set after the plain action. */
  readonly plainLeast: readonly Float32Array[];
  /** Actions that reach each margin on every model of the set. */
  readonly robust: readonly MarginActions[];
}

/** What {@link robustActions} works on: a teacher, those it denies and its actions for them. */
export type RobustContext = Pick<
  DiagnosticContext,
  'teacher' | 'evaluated' | 'actionSet' | 'cost' | 'efforts' | 'margins' | 'seed' | 'scope' | 'signal'
>;

/** Gives {@link RobustActions} by the bit-widths of the set. */
export type SolveRobustActions = (bits: readonly number[]) => Promise<RobustActions>;

/**
 * Solves for the people of one teacher: once for each set, however many of its students ask, as long as the function is
 * held.
 */
export function robustActions(context: RobustContext): SolveRobustActions {
  const answers = new Map<string, Promise<RobustActions>>();
  return (bits) => {
    const key = bits.join(' ');
    const found = answers.get(key);
    if (found !== undefined) return found;
    const solved = solve(context, bits);
    answers.set(key, solved);
    solved.catch(() => answers.delete(key));
    return solved;
  };
}

async function solve(context: RobustContext, bits: readonly number[]): Promise<RobustActions> {
  const { teacher, evaluated, actionSet, cost, margins, seed, scope, signal } = context;
  const { model, parameters } = teacher;
  const everybody = [...evaluated.population.keys()];
  const rows = Int32Array.from(seededSample(everybody, mostPeople, seed, 'robust recourse'));
  const x = takeRows(evaluated.denied, rows);
  const members = [parameters, ...quantizedVariants(parameters, { bits, copies, stepError, seed })];
  const plain = evaluated.actions.map(({ delta, cost: costs, valid }) => ({
    delta: takeRows(delta, rows),
    cost: Float32Array.from(rows, (row) => costs[row]!),
    valid: Uint8Array.from(rows, (row) => valid[row]!),
  }));
  const plainLeast: Float32Array[] = [];
  for (const { delta } of plain) {
    const least = new Float32Array(rows.length).fill(Infinity);
    for (const member of members) {
      signal.throwIfAborted();
      const reached = favourableMargins(await predictModel(model, member, addScaled(x, delta), { scope }));
      reached.forEach((margin, row) => (least[row] = Math.min(least[row]!, margin)));
    }
    plainLeast.push(least);
  }
  const { byMargin } = await slp.solve({
    model: {
      logits: worstCaseLogits(modelLogits(model), favourable),
      parameters: members as ArrayTree,
      target: favourable,
    },
    x,
    ...effortsAt(context, rows),
    actionSet,
    cost,
    margins,
    seed,
    signal,
  });
  return { models: members.length, x, plain, plainLeast, robust: byMargin };
}
