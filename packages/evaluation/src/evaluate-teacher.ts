import type { NDArray } from '@cfq/jit';
import { EvaluationError } from './evaluation-error.ts';
import type { ModelUnderTest, MarginActions } from './model-under-test.ts';
import { decisions, favourable, moved, takeRows } from './points.ts';

/** The shares ρ of the teacher's own action at which its denials are looked at. */
export const nearMissFractions: readonly number[] = [0.5, 0.8, 0.95];

/** Points and the teacher's logit margins of the favourable class at them. */
export interface ScoredPoints {
  /** `[denied, d]`. */
  readonly x: NDArray;
  /** `[denied]`. */
  readonly margins: Float32Array;
}

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
  /** Where they lead, for every issue margin: `x + δ_f`, and the teacher's logit margins there. */
  readonly recourse: readonly ScoredPoints[];
  /** The points short of the minimal action, for every ρ: `x + ρδ_f` at κ = 0, and the teacher's margins there. */
  readonly nearMiss: readonly ScoredPoints[];
}

/**
 * Finds the population (every test row the teacher denies, never a prefix), its recourse at every issue margin, and
 * the points short of it.
 *
 * @param teacher margins ascending from κ = 0
 * @param x `[test, d]` the whole test set
 */
export async function evaluateTeacher(teacher: ModelUnderTest, x: NDArray): Promise<TeacherEvaluation> {
  const prediction = decisions(await teacher.margins(x));
  const population = Int32Array.from(prediction.keys()).filter((row) => prediction[row] !== favourable);
  const denied = takeRows(x, population);
  const actions = await teacher.recourse(denied);
  const [minimal] = actions;
  if (minimal === undefined)
    throw new EvaluationError('evaluateTeacher: there must be an issue margin (got none).');
  const scored = async (points: readonly NDArray[]): Promise<ScoredPoints[]> => {
    const answers: ScoredPoints[] = [];
    for (const point of points) answers.push({ x: point, margins: await teacher.margins(point) });
    return answers;
  };
  return {
    prediction,
    population,
    denied,
    actions,
    recourse: await scored(actions.map(({ delta }) => moved(denied, delta))),
    nearMiss: await scored(nearMissFractions.map((fraction) => moved(denied, minimal.delta, fraction))),
  };
}
