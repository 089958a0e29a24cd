import type { NDArray } from '@cfq/jit';
import type { Decider, MarginActions } from './decider.ts';
import { decisions, favourable, moved, takeRows } from './points.ts';

/** The shares ρ of the teacher's own action at which its denials are looked at. */
export const nearMissFractions: readonly number[] = [0.5, 0.8, 0.95];

/** What the students of one teacher are held against; computed once for all of them. */
export interface TeacherEvaluation {
  /** `[test]` predicted classes. */
  readonly prediction: Int32Array;
  /** Ascending test rows of everybody the teacher denies. */
  readonly population: Int32Array;
  /** `[denied, d]` where the denied stand. */
  readonly denied: NDArray;
  /** Recourse on the teacher, one entry an issue margin. */
  readonly actions: readonly MarginActions[];
  /** `[denied]` for every issue margin: the teacher's logit margin at `x + δ_f`. */
  readonly marginAtRecourse: readonly Float32Array[];
  /** `[denied]` for every ρ: the teacher's decision at `x + ρδ_f`, δ_f the action at κ = 0. */
  readonly nearMissPrediction: readonly Int32Array[];
}

/**
 * Finds the population (every test row the teacher denies, never a prefix), its recourse at every issue margin, and
 * the points short of it.
 *
 * @param teacher margins ascending from κ = 0
 * @param x `[test, d]` the whole test set
 */
export async function evaluateTeacher(teacher: Decider, x: NDArray): Promise<TeacherEvaluation> {
  const prediction = decisions(await teacher.margins(x));
  const population = Int32Array.from(prediction.keys()).filter((row) => prediction[row] !== favourable);
  const denied = takeRows(x, population);
  const actions = await teacher.recourse(denied);
  const marginAtRecourse: Float32Array[] = [];
  for (const { delta } of actions) marginAtRecourse.push(await teacher.margins(moved(denied, delta)));
  const nearMissPrediction: Int32Array[] = [];
  const [minimal] = actions;
  if (minimal !== undefined) {
    for (const fraction of nearMissFractions) {
      nearMissPrediction.push(decisions(await teacher.margins(moved(denied, minimal.delta, fraction))));
    }
  }
  return { prediction, population, denied, actions, marginAtRecourse, nearMissPrediction };
}
