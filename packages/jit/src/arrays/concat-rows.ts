import { dtypeOf } from './dtype.ts';
import { StructureError } from '../errors/structure-error.ts';
import type { NDArray } from './ndarray.ts';
import { rowLayout } from './row-layout.ts';
import { zerosLike } from './zeros-like.ts';

/**
 * Rows of several arrays under one another.
 *
 * @param arrays At least one, of shapes `[n_i, …]` that agree behind the first axis and of one dtype.
 * @returns A fresh array `[Σ n_i, …]`.
 * @throws StructureError when there is no array, one is a scalar, or their rows differ in shape or dtype.
 */
export function concatRows(...arrays: readonly NDArray[]): NDArray {
  const [first] = arrays;
  if (first === undefined) {
    throw new StructureError(
      'concatRows: there is something to join (expected at least one array, got none). Pass an array.',
    );
  }
  const { rowShape } = rowLayout('concatRows', first);
  const typeOf = ({ data, shape }: NDArray): string => `${dtypeOf(data)}[…, ${shape.slice(1).join(', ')}]`;
  const expected = typeOf(first);
  let count = 0;
  for (const array of arrays) {
    count += rowLayout('concatRows', array).count;
    if (typeOf(array) === expected) continue;
    throw new StructureError(
      `concatRows: rows are alike (expected ${expected}, got ${typeOf(array)}). Join arrays of one width and dtype.`,
    );
  }
  const data = zerosLike(
    first.data,
    arrays.reduce((sum, array) => sum + array.data.length, 0),
  );
  let at = 0;
  for (const array of arrays) {
    data.set(array.data, at);
    at += array.data.length;
  }
  return { data, shape: [count, ...rowShape] };
}
