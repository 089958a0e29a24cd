import { favourable, favourableMargins, type MarginActions, type TeacherEvaluation } from '@cfq/evaluation';
import { addScaled, takeRows, type ArrayTree, type NDArray } from '@cfq/jit';
import { releaseModel, solvers, worstCaseLogits } from '@cfq/recourse';
import { modelLogits, predictModel } from '@cfq/training';
import type { MeasureContext } from './measure-context.ts';
import { quantizedVariants } from './quantized-variants.ts';
import { seededSample } from './seeded-sample.ts';

/** Perturbed copies of each bit-width, and how far their steps are off. */
const copies = 2;
export const stepError = 0.05;

/** People that are looked at, at most: the whole population of German Credit and COMPAS. */
const mostPeople = 1000;

/** What does not depend on the student: who is looked at, and both kinds of actions for them. */
export interface RobustActions {
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

/** What is asked of the context. */
export type RobustContext = Pick<
  MeasureContext,
  'teacher' | 'evaluated' | 'actionSet' | 'cost' | 'margins' | 'seed' | 'signal'
>;

/** Answers by the teacher's evaluation, so that students of one teacher share them and they are freed with it. */
const answers = new WeakMap<TeacherEvaluation, Map<string, Promise<RobustActions>>>();

/** {@link RobustActions}, solved once for all students of a teacher. */
export function robustActions(context: RobustContext, bits: readonly number[]): Promise<RobustActions> {
  const known = answers.get(context.evaluated) ?? new Map<string, Promise<RobustActions>>();
  answers.set(context.evaluated, known);
  const key = JSON.stringify([bits, context.seed]);
  const found = known.get(key);
  if (found !== undefined) return found;
  const solved = solve(context, bits);
  known.set(key, solved);
  solved.catch(() => known.delete(key));
  return solved;
}

async function solve(context: RobustContext, bits: readonly number[]): Promise<RobustActions> {
  const { teacher, evaluated, actionSet, cost, margins, seed, signal } = context;
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
      const reached = favourableMargins(await predictModel(model, member, addScaled(x, delta)));
      reached.forEach((margin, row) => (least[row] = Math.min(least[row]!, margin)));
    }
    plainLeast.push(least);
  }
  const logits = worstCaseLogits(modelLogits(model), favourable);
  try {
    const problem = {
      logits,
      parameters: members as ArrayTree,
      x,
      target: favourable,
      actionSet,
      cost,
      margins,
    };
    const { byMargin } = await solvers.slp.solve({ ...problem, seed, signal });
    return { models: members.length, x, plain, plainLeast, robust: byMargin };
  } finally {
    await releaseModel(logits);
  }
}
