import type { Matrix, NearMissPoints } from '@cfq/metrics';
import type { ScoredPoints } from '../evaluate-teacher.ts';
import { decisions } from '../favourable.ts';
import type { PointsOfPeople } from './near-miss-points.ts';

/**
 * Near misses of one kind as a record has them: a column a point, classes 0 where there is none.
 *
 * @param student `[denied]` the student's classes at each of the points; more than there are points do not count
 */
export function nearMissRecord(
  points: readonly (PointsOfPeople & ScoredPoints)[],
  student: readonly Int32Array[],
  denied: number,
): NearMissPoints {
  const shape = [denied, points.length];
  const fill = <Data extends Uint8Array | Int32Array>(
    data: Data,
    column: (place: number) => ArrayLike<number>,
  ): Matrix<Data> => {
    points.forEach(({ exists }, place) => {
      const classes = column(place);
      exists.forEach((there, row) => (data[row * points.length + place] = there * classes[row]!));
    });
    return { data, shape };
  };
  const cells = denied * points.length;
  return {
    exists: fill(new Uint8Array(cells), (place) => points[place]!.exists),
    teacherPrediction: fill(new Int32Array(cells), (place) => decisions(points[place]!.margins)),
    studentPrediction: fill(new Int32Array(cells), (place) => student[place]!),
  };
}
