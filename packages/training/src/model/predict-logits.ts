import { inChunks, type NDArray } from '@cfq/jit';

/** A compiled model: logits [chunk, classes] of rows [chunk, width]. */
export type CompiledLogits<Parameters> = (parameters: Parameters, x: NDArray) => Promise<NDArray>;

/** Rows that one native call takes; the last chunk is padded so that every call has the same shape. */
const size = 1024;

/** Logits [n, classes] of every row of `x` [n, width], in chunks of a fixed size so that one graph serves any number of rows. */
export function predictLogits<Parameters>(
  compiled: CompiledLogits<Parameters>,
  parameters: Parameters,
  x: NDArray,
): Promise<NDArray> {
  return inChunks(x, { size }, (rows) => compiled(parameters, rows));
}
