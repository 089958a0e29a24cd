import { StructureError } from '../errors/structure-error.ts';
import type { RandomStream } from '../random-stream.ts';

/** How many rows {@link drawRows} draws, of how many. */
export interface DrawRowsOptions {
  /** Rows there are, an integer from 0. */
  readonly rows: number;
  /** Rows wanted at most, from 0; `Infinity` for all. */
  readonly most: number;
}

/**
 * Up to `most` of `rows` row numbers, drawn without replacement and ascending; all of them where there are no more, and
 * never a prefix just because it comes first: files are often sorted.
 *
 * @throws StructureError when `rows` is no such integer or `most` is negative or NaN.
 */
export function drawRows(stream: RandomStream, { rows, most }: DrawRowsOptions): Int32Array {
  if (!(Number.isInteger(rows) && rows >= 0 && most >= 0)) {
    throw new StructureError(
      `drawRows: rows and most are numbers of rows (expected numbers from 0, got ${rows} and ${most}). Pass such numbers.`,
    );
  }
  if (rows <= most) return Int32Array.from({ length: rows }, (_, row) => row);
  return Int32Array.from(stream.permutation(rows).data.subarray(0, Math.floor(most))).sort();
}
