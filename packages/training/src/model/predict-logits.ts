import { ndarray, type NDArray } from '@cfq/jit';

/** A compiled model: logits [chunk, classes] of rows [chunk, width]. */
export type CompiledLogits<Parameters> = (parameters: Parameters, x: NDArray) => Promise<NDArray>;

/** Rows that one native call takes; the last chunk is padded so that every call has the same shape. */
const predictionChunk = 1024;

/**
 * Logits [n, classes] of every row of `x` [n, width], in chunks of a fixed size so that one graph serves any
 * number of rows. `n = 0` gives an empty array.
 */
export async function predictLogits<Parameters>(
  compiled: CompiledLogits<Parameters>,
  parameters: Parameters,
  x: NDArray,
  classes = 2,
): Promise<NDArray> {
  const [rows = 0, width = 0] = x.shape;
  const logits = new Float32Array(rows * classes);
  for (let start = 0; start < rows; start += predictionChunk) {
    const end = Math.min(rows, start + predictionChunk);
    const padded = new Float32Array(predictionChunk * width);
    padded.set((x.data as Float32Array).subarray(start * width, end * width));
    const answer = await compiled(parameters, ndarray(padded, [predictionChunk, width]));
    logits.set((answer.data as Float32Array).subarray(0, (end - start) * classes), start * classes);
  }
  return ndarray(logits, [rows, classes]);
}
