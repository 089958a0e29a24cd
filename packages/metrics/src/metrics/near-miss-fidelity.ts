import { checkValue, classLabel, flag } from '../internals/check.ts';
import { type Column, type Matrix, readColumns } from '../internals/column.ts';
import { ratio } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';

export interface NearMissFidelityInput {
  /** `[rows]` flags: the teacher's minimal (κ = 0) recourse is valid. */
  readonly teacherValid: Column;
  /** `[rows, fractions]` the teacher's predictions at `x + ρδ_f`, one column for each ρ. */
  readonly teacherPrediction: Matrix;
  /** `[rows, fractions]` the student's predictions at the same points. */
  readonly studentPrediction: Matrix;
  /** The favourable class. */
  readonly favourableClass: number;
}

/**
 * Near-miss fidelity: of the points that fall short of the teacher's recourse, `x + ρδ_f` with ρ below 1, and
 * that the teacher denies, the share the student denies too. Range 0–1, 1 is best. It is the other side of
 * the validity drop: a student that approves everybody scores 0.
 *
 * An interval resamples instances, each with all its points.
 *
 * @returns the share; its count is the number of points the teacher denies.
 * @throws MetricsError on unequal lengths or shapes, a flag other than 0/1 or a class that is no integer.
 */
export function nearMissFidelity(input: NearMissFidelityInput): Statistic {
  const origin = 'nearMissFidelity';
  const { teacherValid, teacherPrediction, studentPrediction } = readColumns(origin, input, {
    teacherValid: flag,
    teacherPrediction: classLabel,
    studentPrediction: classLabel,
  });
  const favourableClass = checkValue(origin, 'favourableClass', input.favourableClass, classLabel);
  const fractions = input.teacherPrediction.shape[1]!;
  const denied = teacherValid.map(() => 0);
  const kept = denied.slice();
  teacherPrediction.forEach((prediction, index) => {
    const row = Math.floor(index / fractions);
    if (teacherValid[row] === 0 || prediction === favourableClass) return;
    denied[row]! += 1;
    if (studentPrediction[index] !== favourableClass) kept[row]! += 1;
  });
  return ratio(kept, denied);
}
