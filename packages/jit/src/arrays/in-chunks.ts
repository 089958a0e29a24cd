import { StructureError } from '../errors/structure-error.ts';
import type { NDArray } from './ndarray.ts';
import { chunksOf, type Chunk, type ChunkOptions } from './chunks-of.ts';
import { concatRows } from './concat-rows.ts';
import { firstRows } from './first-rows.ts';
import { rowLayout } from './row-layout.ts';
import { zerosLike } from './zeros-like.ts';

/**
 * Calls a function of rows on chunks of a fixed number of rows, one after the other, and joins what it answers. The
 * last chunk is padded, and answers for padding are dropped.
 *
 * @param x `[n, …]`, any dtype. Without rows the function is called once, on zeros alone, for the shape of its answers.
 * @param options Rows of a chunk and what fills up the last one.
 * @param call One answer a row: `[size, …]` in, `[size, …]` out. Its second argument says where the chunk lies.
 * @returns `[n, …]`, the answers for the rows of `x` in their order.
 * @throws StructureError when `x` is a scalar, the size is no integer from 1, or there is not one answer a row.
 */
export async function inChunks(
  x: NDArray,
  options: ChunkOptions,
  call: (rows: NDArray, chunk: Chunk) => NDArray | Promise<NDArray>,
): Promise<NDArray> {
  const { size } = options;
  const answers: NDArray[] = [];
  for (const chunk of chunksOf(x, options)) {
    answers.push(firstRows(answered(await call(chunk.rows, chunk), size), chunk.count));
  }
  if (answers.length > 0) return concatRows(...answers);
  const { width, rowShape } = rowLayout('inChunks', x);
  const rows = {
    data: zerosLike(x.data, size * width),
    shape: [size, ...rowShape],
  };
  return firstRows(answered(await call(rows, { rows, start: 0, count: 0 }), size), 0);
}

function answered(answer: NDArray, size: number): NDArray {
  const { count } = rowLayout('inChunks', answer);
  if (count === size) return answer;
  throw new StructureError(
    `inChunks: one answer a row (expected ${size} for a chunk of ${size}, got ${count}). Answer padding too.`,
  );
}
