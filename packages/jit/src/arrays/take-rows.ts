import { StructureError } from '../errors/structure-error.ts';
import type { NDArray } from './ndarray.ts';
import { rowLayout } from './row-layout.ts';
import { zerosLike } from './zeros-like.ts';

/**
 * The given rows, in the order given; a row may be named more than once.
 *
 * @param x `[n, …]`, any dtype; a row is everything behind the first axis.
 * @param rows Indices of rows, integers from 0 to n − 1.
 * @returns A fresh array `[rows.length, …]` of the dtype of `x`.
 * @throws StructureError when `x` is a scalar or an index names no row.
 */
export function takeRows(x: NDArray, rows: ArrayLike<number>): NDArray {
  const { count, width, rowShape } = rowLayout('takeRows', x);
  const data = zerosLike(x.data, rows.length * width);
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index]!;
    if (!(Number.isInteger(row) && row >= 0 && row < count)) {
      throw new StructureError(
        `takeRows: an index names a row (expected an integer from 0 to ${count - 1}, got ${row} at ${index}). ` +
          'Pass indices into the first axis.',
      );
    }
    data.set(x.data.subarray(row * width, (row + 1) * width), index * width);
  }
  return { data, shape: [rows.length, ...rowShape] };
}
