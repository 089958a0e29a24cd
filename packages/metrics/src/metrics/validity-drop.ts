import { checkValue, classLabel, flag } from '../internals/check.ts';
import { type Column, readColumns } from '../internals/column.ts';
import { meanOver } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';

export interface ValidityDropInput {
  /** `[rows]` flags: the teacher's recourse exists and reaches the favourable class (with its margin) on the teacher. */
  readonly teacherValid: Column;
  /** `[rows]` classes: the student's prediction at the teacher's recourse point, `f_q(x + δ_f)`. */
  readonly studentPredictionAtTeacherRecourse: Column;
  /** The favourable class. */
  readonly favourableClass: number;
}

/**
 * Validity drop, VD: among instances whose teacher recourse is valid, the share for which that recourse no
 * longer reaches the favourable class on the student, `P[f_q(x + δ_f) ≠ y_tgt]`. Range 0–1, 0 is best.
 *
 * @returns the share; its count is the number of instances with valid teacher recourse.
 * @throws MetricsError on unequal lengths, a flag other than 0/1 or a class that is no integer.
 * @see CFQ §3 (arXiv 2605.17160), conditioned on valid recourse.
 */
export function validityDrop(input: ValidityDropInput): Statistic {
  const origin = 'validityDrop';
  const { teacherValid, studentPredictionAtTeacherRecourse } = readColumns(origin, input, {
    teacherValid: flag,
    studentPredictionAtTeacherRecourse: classLabel,
  });
  const favourableClass = checkValue(origin, 'favourableClass', input.favourableClass, classLabel);
  return meanOver(teacherValid, (row) => Number(studentPredictionAtTeacherRecourse[row] !== favourableClass));
}
