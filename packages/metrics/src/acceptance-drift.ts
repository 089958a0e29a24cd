import type { PredictionsInput } from './agreement.ts';
import { checkScalar } from './check-scalar.ts';
import { classLabel, columnReader } from './column.ts';
import { meanOver } from './ratio.ts';
import type { Statistic } from './statistic.ts';

export interface AcceptanceDriftInput extends PredictionsInput {
  /** The favourable class. */
  readonly target: number;
}

/**
 * Acceptance drift: the favourable rate of the student minus that of the teacher on the whole test set.
 * Range −1 to 1 (a share, not points), 0 is best; positive: the student approves more people.
 *
 * @returns the difference of rates; its count is the number of test instances.
 * @throws {MetricsError} on unequal lengths or a class that is no integer.
 */
export function acceptanceDrift(input: AcceptanceDriftInput): Statistic {
  const read = columnReader('acceptanceDrift');
  const teacher = read('teacherPrediction', input.teacherPrediction, classLabel);
  const student = read('studentPrediction', input.studentPrediction, classLabel);
  const target = checkScalar('acceptanceDrift', 'target', input.target, classLabel);
  return meanOver(
    new Float64Array(teacher.length).fill(1),
    (row) => Number(student[row] === target) - Number(teacher[row] === target),
  );
}
