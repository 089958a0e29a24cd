import { MetricsError } from './metrics-error.ts';

/**
 * The entries of a column at the given rows, in their order.
 *
 * @throws {MetricsError} when a row number is outside the column.
 */
export function gather(column: Float64Array, indices: Int32Array): Float64Array {
  const taken = new Float64Array(indices.length);
  indices.forEach((row, index) => {
    const value = column[row];
    if (value === undefined) {
      const expected = `0 … ${column.length - 1}`;
      throw new MetricsError('take', 'row numbers must exist', expected, row, 'Count rows from 0');
    }
    taken[index] = value;
  });
  return taken;
}
