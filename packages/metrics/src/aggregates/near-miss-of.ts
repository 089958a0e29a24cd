import type { Matrix } from '../internals/column.ts';
import { nearMissFidelity } from '../metrics/near-miss-fidelity.ts';
import type { NearMissPoints, RecourseRecord } from '../record/recourse-record.ts';
import type { Statistic } from '../statistics/statistic.ts';

type Cells = Matrix<Uint8Array> | Matrix<Int32Array>;

/** Matrices of the same rows, one beside the other. */
function sideBySide(parts: readonly Cells[], rows: number): Matrix<Int32Array> {
  const width = parts.reduce((sum, { shape }) => sum + shape[1]!, 0);
  const data = new Int32Array(rows * width);
  let start = 0;
  for (const part of parts) {
    const own = part.shape[1]!;
    for (let row = 0; row < rows; row += 1) {
      data.set(part.data.subarray(row * own, (row + 1) * own), row * width + start);
    }
    start += own;
  }
  return { data, shape: [rows, width] };
}

/** One column of a matrix. */
function columnOf({ data, shape }: Cells, column: number): Matrix<Int32Array> {
  const [rows = 0, width = 1] = shape;
  const own = Int32Array.from({ length: rows }, (_, row) => data[row * width + column]!);
  return { data: own, shape: [rows, 1] };
}

/** The near-miss fidelity of some of a record's points together. */
export function nearMissOf(
  { favourableClass, margins, population }: RecourseRecord,
  kinds: readonly NearMissPoints[],
): Statistic {
  const together = (field: keyof NearMissPoints) =>
    sideBySide(
      kinds.map((points) => points[field]),
      population.length,
    );
  return nearMissFidelity({
    teacherValid: margins[0]!.teacher.valid,
    exists: together('exists'),
    teacherPrediction: together('teacherPrediction'),
    studentPrediction: together('studentPrediction'),
    favourableClass,
  });
}

/** The same of one fraction ρ alone, given its place. */
export function nearMissAt(record: RecourseRecord, place: number): Statistic {
  const { exists, teacherPrediction, studentPrediction } = record.nearMiss.short;
  return nearMissFidelity({
    teacherValid: record.margins[0]!.teacher.valid,
    exists: columnOf(exists, place),
    teacherPrediction: columnOf(teacherPrediction, place),
    studentPrediction: columnOf(studentPrediction, place),
    favourableClass: record.favourableClass,
  });
}
