import { checkValue, classLabel, flag } from '../internals/check.ts';
import { type Column, type Matrix, matrixOf, readColumns } from '../internals/column.ts';
import { share } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';

export interface NearMissFidelityInput {
  /** `[rows]` flags: the teacher's minimal (κ = 0) recourse is valid. */
  readonly teacherValid: Column;
  /** `[rows, points]` flags: there is such a point for this person. Default: all of them. */
  readonly exists?: Matrix | undefined;
  /** `[rows, points]` the teacher's predictions at points short of its action; they are not read where there is no point. */
  readonly teacherPrediction: Matrix;
  /** `[rows, points]` the student's predictions at the same points. */
  readonly studentPrediction: Matrix;
  /** The favourable class. */
  readonly favourableClass: number;
}

/**
 * Near-miss fidelity: of the points that fall short of the teacher's recourse and that the teacher denies, the share
 * the student denies too. Range 0–1, 1 is best. It is the other side of the validity drop: a student that approves
 * everybody scores 0.
 *
 * Which points those are is for whoever makes them to say; the protocol has two kinds, people who go part of the way in
 * numbers, and people who leave out one of their changes.
 *
 * An interval resamples instances, each with all its points.
 *
 * @returns the share; its count is the number of points the teacher denies.
 * @throws MetricsError on unequal lengths or shapes, a flag other than 0/1 or a class that is no integer.
 */
export function nearMissFidelity(input: NearMissFidelityInput): Statistic {
  const origin = 'nearMissFidelity';
  const classes = matrixOf(classLabel);
  const { exists, ...given } = { ...input };
  const { teacherValid, ...points } = readColumns(
    origin,
    { ...given, exists: exists === undefined ? given.teacherPrediction : exists },
    {
      teacherValid: flag,
      teacherPrediction: classes,
      studentPrediction: classes,
      exists: exists === undefined ? classes : matrixOf(flag),
    },
  );
  const favourableClass = checkValue(origin, 'favourableClass', input.favourableClass, classLabel);
  const width = input.teacherPrediction.shape[1]!;
  const denied = teacherValid.map(() => 0);
  const kept = denied.slice();
  for (let index = 0; index < points.teacherPrediction.length; index += 1) {
    const row = Math.floor(index / width);
    const missing = exists !== undefined && points.exists[index] === 0;
    if (missing || teacherValid[row] === 0 || points.teacherPrediction[index] === favourableClass) continue;
    denied[row]! += 1;
    if (points.studentPrediction[index] !== favourableClass) kept[row]! += 1;
  }
  return share(kept, denied);
}
