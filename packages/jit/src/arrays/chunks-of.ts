import { StructureError } from '../errors/structure-error.ts';
import type { NDArray } from './ndarray.ts';
import { rowLayout } from './row-layout.ts';
import { zerosLike } from './zeros-like.ts';

/** How rows are cut into chunks. */
export interface ChunkOptions {
  /** Rows of every chunk, an integer from 1. */
  readonly size: number;
  /**
   * What fills the last chunk up: zeros, or its own first row again and again (for a reduction over rows that a row of
   * zeros would change). Default `zeros`.
   */
  readonly padding?: 'zeros' | 'first-row' | undefined;
}

/** Some rows, filled up to a fixed number so that one compiled graph serves them all. */
export interface Chunk {
  /** `[size, …]`, a fresh array; rows from `count` on are padding. */
  readonly rows: NDArray;
  /** Index of its first row in the whole. */
  readonly start: number;
  /** Rows that are not padding, from 1 to `size`. */
  readonly count: number;
}

/**
 * Cuts an array into chunks of a fixed number of rows, in order; the last one is filled up. Without rows there is no
 * chunk.
 *
 * A compiled function is traced once per shape, so rows of any number are fed to it in chunks of one size.
 *
 * @param x `[n, …]`, any dtype.
 * @throws StructureError when `x` is a scalar or the size is no integer from 1.
 */
export function chunksOf(x: NDArray, { size, padding = 'zeros' }: ChunkOptions): Iterable<Chunk> {
  const { count: all, width, rowShape } = rowLayout('chunksOf', x);
  if (!(Number.isInteger(size) && size >= 1)) {
    throw new StructureError(
      `chunksOf: the size of a chunk is a number of rows (expected an integer from 1, got ${size}). Pass such a number.`,
    );
  }
  return {
    *[Symbol.iterator]() {
      for (let start = 0; start < all; start += size) {
        const count = Math.min(size, all - start);
        const data = zerosLike(x.data, size * width);
        data.set(x.data.subarray(start * width, (start + count) * width));
        for (let row = count; padding === 'first-row' && row < size; row += 1) {
          data.copyWithin(row * width, 0, width);
        }
        yield { rows: { data, shape: [size, ...rowShape] }, start, count };
      }
    },
  };
}
