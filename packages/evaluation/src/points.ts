import { ndarray, type NDArray } from '@cfq/jit';
import { float32Of } from './float32-of.ts';

/** The favourable class of every dataset, the target of recourse. */
export const favourable = 1;

/** `[n]` predicted classes of the rows whose logit margins of the favourable class are given; a tie is refused. */
export function decisions(margins: Float32Array): Int32Array {
  return Int32Array.from(margins, (margin) => (margin > 0 ? favourable : 0));
}

/** The given rows of `x` `[n, d]`, in their order. */
export function takeRows(x: NDArray, rows: Int32Array): NDArray {
  const [, width = 0] = x.shape;
  const source = float32Of(x);
  const taken = new Float32Array(rows.length * width);
  rows.forEach((row, index) => taken.set(source.subarray(row * width, (row + 1) * width), index * width));
  return ndarray(taken, [rows.length, width]);
}

/** The points `x + share · delta`, in float32, both `[n, d]`. */
export function moved(x: NDArray, delta: NDArray, share = 1): NDArray {
  const [from, change] = [float32Of(x), float32Of(delta)];
  const points = new Float32Array(from.length);
  for (let index = 0; index < points.length; index += 1)
    points[index] = from[index]! + share * change[index]!;
  return ndarray(points, x.shape);
}
