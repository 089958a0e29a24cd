import { checkRecord } from './check-record.ts';
import type { Matrix } from './matrix.ts';
import type { RecourseRecord, SolvedRecourse } from './recourse-record.ts';

/** The name and version of the JSON form. */
export const recordFormat = 'cfq-record/1';

/** Nine digits determine a float32; an infinite number, which JSON lacks, becomes null. */
const short = (value: number): number | null =>
  Number.isFinite(value) ? Number(value.toPrecision(9)) : null;

const shorten = (values: Float32Array) => Array.from(values, short);

/** Compressed sparse rows, the layout of `scipy.sparse.csr_matrix`. */
function compress({ data, shape }: Matrix<Float32Array>) {
  const [rows = 0, width = 0] = shape;
  const stored = [...data.keys()].filter((index) => data[index] !== 0);
  const indptr = new Array<number>(rows + 1).fill(0);
  for (const index of stored) indptr[Math.floor(index / width) + 1]! += 1;
  for (let row = 0; row < rows; row += 1) indptr[row + 1]! += indptr[row]!;
  return {
    shape,
    indptr,
    indices: stored.map((index) => index % width),
    data: stored.map((index) => short(data[index]!)),
  };
}

const solved = ({ delta, cost, valid }: SolvedRecourse) => ({
  delta: compress(delta),
  cost: shorten(cost),
  valid: Array.from(valid),
});

/**
 * A record as JSON text. `parseRecord` gives back the same bits. Columns are arrays of numbers; actions are
 * sparse (`shape`, `indptr`, `indices`, `data`: scipy's CSR); an infinite cost is `null`.
 *
 * @throws {MetricsError} when the record breaks a rule of `RecourseRecord`.
 */
export function serializeRecord(record: RecourseRecord): string {
  checkRecord(record);
  const { about, target, population, test, nearMiss, margins } = record;
  const subgroups = Object.entries(test.subgroups).map(([attribute, { levels, codes }]) => [
    attribute,
    { levels, codes: Array.from(codes) },
  ]);
  const matrix = ({ data, shape }: Matrix<Int32Array>) => ({ shape, data: Array.from(data) });
  return JSON.stringify({
    format: recordFormat,
    about,
    target,
    test: {
      label: Array.from(test.label),
      teacherPrediction: Array.from(test.teacherPrediction),
      studentPrediction: Array.from(test.studentPrediction),
      subgroups: Object.fromEntries(subgroups) as unknown,
    },
    population: Array.from(population),
    nearMiss: {
      fractions: nearMiss.fractions,
      teacherPrediction: matrix(nearMiss.teacherPrediction),
      studentPrediction: matrix(nearMiss.studentPrediction),
    },
    margins: margins.map(({ kappa, teacher, student, atTeacherRecourse: at }) => ({
      kappa,
      teacher: solved(teacher),
      student: solved(student),
      atTeacherRecourse: {
        studentPrediction: Array.from(at.studentPrediction),
        teacherMargin: shorten(at.teacherMargin),
        studentMargin: shorten(at.studentMargin),
        ...(at.certified && { certified: Array.from(at.certified) }),
      },
    })),
  });
}
