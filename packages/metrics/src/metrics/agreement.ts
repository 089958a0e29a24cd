import { classLabel } from '../internals/check.ts';
import { type Column, readColumns } from '../internals/column.ts';
import { meanOver } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';

export interface PredictionsInput {
  /** `[rows]` the teacher's predictions f(x) on the whole test set. */
  readonly teacherPrediction: Column;
  /** `[rows]` the student's predictions f_q(x) on the whole test set. */
  readonly studentPrediction: Column;
}

/**
 * Agreement: the share of the test set on which student and teacher predict the same class. Range 0–1, 1 is
 * best.
 *
 * @returns the share; its count is the number of test instances.
 * @throws MetricsError on unequal lengths or a class that is no integer.
 */
export function agreement(input: PredictionsInput): Statistic {
  const rules = { teacherPrediction: classLabel, studentPrediction: classLabel };
  const { teacherPrediction, studentPrediction } = readColumns('agreement', input, rules);
  return meanOver(
    teacherPrediction.map(() => 1),
    (row) => Number(teacherPrediction[row] === studentPrediction[row]),
  );
}
