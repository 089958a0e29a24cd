import { StructureError } from '../errors/structure-error.ts';
import type { NDArray } from './ndarray.ts';
import { rowLayout } from './row-layout.ts';

/**
 * The first `count` rows, or all of them where there are fewer.
 *
 * @param x `[n, …]`, any dtype.
 * @param count An integer from 0.
 * @returns `[min(count, n), …]`, a view: it shares the storage of `x`.
 * @throws StructureError when `x` is a scalar or `count` is no such integer.
 */
export function firstRows(x: NDArray, count: number): NDArray {
  const { count: all, width, rowShape } = rowLayout('firstRows', x);
  if (!(Number.isInteger(count) && count >= 0)) {
    throw new StructureError(
      `firstRows: a number of rows (expected an integer from 0, got ${count}). Pass such a number.`,
    );
  }
  const rows = Math.min(count, all);
  return { data: x.data.subarray(0, rows * width), shape: [rows, ...rowShape] };
}
