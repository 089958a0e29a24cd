import { checkRecord } from './check-record.ts';
import type { Matrix } from '../internals/column.ts';
import type { RecourseRecord } from './recourse-record.ts';
import { isMatrixGroup, walkRecord } from './record-schema.ts';

/** The name and version of the JSON form. */
export const recordFormat = 'cfq-record/3';

/** Nine digits determine a float32; JSON has neither infinity nor NaN, the costs where there is no action. */
function written(value: number): number | null {
  if (Number.isInteger(value)) return value;
  return Number.isFinite(value) ? Number(value.toPrecision(9)) : null;
}

/** The non-zeros of a matrix and their places in its row-major data. */
function compress({ data, shape }: Matrix<Float32Array>) {
  const indices: number[] = [];
  data.forEach((value, index) => value !== 0 && indices.push(index));
  return { shape, indices, data: indices.map((index) => written(data[index]!)) };
}

/**
 * A record as JSON text. `parseRecord` gives back the same numbers. Columns are arrays of numbers; actions are
 * sparse, `data[i]` standing at the row-major place `indices[i]` of a matrix of `shape`; the cost where there is no
 * action is `null`, and read as `NaN`.
 *
 * @throws MetricsError when the record breaks a rule of `RecourseRecord`.
 */
export function serializeRecord(record: RecourseRecord): string {
  checkRecord(record);
  const columns = walkRecord(record, (group, _rule, _path, value) => {
    if (group === 'delta') return compress(value as Matrix<Float32Array>);
    if (!isMatrixGroup(group)) return Array.from(value as Float32Array, written);
    const { data, shape } = value as Matrix<Int32Array>;
    return { shape, data: Array.from(data) };
  });
  return JSON.stringify({ format: recordFormat, ...(columns as object) });
}
