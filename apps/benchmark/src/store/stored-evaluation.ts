import { nearMissPoints, type NearMisses, type TeacherEvaluation } from '@cfq/evaluation';
import { addScaled, takeRows, type NDArray } from '@cfq/jit';
import type { ActionSet } from '@cfq/recourse';

/** A {@link TeacherEvaluation} without what follows from it and the evaluated rows. */
export interface StoredEvaluation extends Pick<TeacherEvaluation, 'prediction' | 'population' | 'actions'> {
  /** The teacher's logit margins at its recourse points, one entry an issue margin. */
  readonly recourseMargins: readonly Float32Array[];
  /** The same at its near misses. */
  readonly nearMissMargins: NearMisses<Float32Array>;
}

/** Leaves out what can be made again without the teacher. */
export function packEvaluation(evaluation: TeacherEvaluation): StoredEvaluation {
  const { prediction, population, actions, recourse, nearMiss } = evaluation;
  return {
    prediction,
    population,
    actions,
    recourseMargins: recourse.map(({ margins }) => margins),
    nearMissMargins: {
      short: nearMiss.short.map(({ margins }) => margins),
      allButOne: nearMiss.allButOne.map(({ margins }) => margins),
    },
  };
}

/**
 * Makes the whole evaluation again, the same to the last bit.
 *
 * @param x `[rows, d]` the rows that were evaluated
 * @param actionSet what the actions keep to
 */
export function unpackEvaluation(
  stored: StoredEvaluation,
  x: NDArray,
  actionSet: ActionSet,
): TeacherEvaluation {
  const { prediction, population, actions, recourseMargins, nearMissMargins } = stored;
  const denied = takeRows(x, population);
  const near = nearMissPoints({ x: denied, delta: actions[0]!.delta, actionSet });
  return {
    prediction,
    population,
    denied,
    actions,
    recourse: recourseMargins.map((margins, index) => ({
      x: addScaled(denied, actions[index]!.delta),
      margins,
    })),
    nearMiss: {
      short: near.short.map((points, index) => ({ ...points, margins: nearMissMargins.short[index]! })),
      allButOne: near.allButOne.map((points, index) => ({
        ...points,
        margins: nearMissMargins.allButOne[index]!,
      })),
    },
  };
}
