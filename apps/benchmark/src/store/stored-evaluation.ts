import { nearMissFractions, type TeacherEvaluation } from '@cfq/evaluation';
import { addScaled, takeRows, type NDArray } from '@cfq/jit';

/** A {@link TeacherEvaluation} without what follows from it and the evaluated rows. */
export interface StoredEvaluation extends Pick<TeacherEvaluation, 'prediction' | 'population' | 'actions'> {
  /** The teacher's logit margins at its recourse points, one entry an issue margin. */
  readonly recourseMargins: readonly Float32Array[];
  /** The same at the points short of the boundary, one entry a ρ. */
  readonly nearMissMargins: readonly Float32Array[];
}

/** Leaves out what can be made again without the teacher. */
export function packEvaluation(evaluation: TeacherEvaluation): StoredEvaluation {
  const { prediction, population, actions, recourse, nearMiss } = evaluation;
  return {
    prediction,
    population,
    actions,
    recourseMargins: recourse.map(({ margins }) => margins),
    nearMissMargins: nearMiss.map(({ margins }) => margins),
  };
}

/**
 * Makes the whole evaluation again, the same to the last bit.
 *
 * @param x `[rows, d]` the rows that were evaluated
 */
export function unpackEvaluation(stored: StoredEvaluation, x: NDArray): TeacherEvaluation {
  const { prediction, population, actions, recourseMargins, nearMissMargins } = stored;
  const denied = takeRows(x, population);
  const [minimal] = actions;
  return {
    prediction,
    population,
    denied,
    actions,
    recourse: recourseMargins.map((margins, index) => ({
      x: addScaled(denied, actions[index]!.delta),
      margins,
    })),
    nearMiss: nearMissMargins.map((margins, index) => ({
      x: addScaled(denied, minimal!.delta, nearMissFractions[index]),
      margins,
    })),
  };
}
