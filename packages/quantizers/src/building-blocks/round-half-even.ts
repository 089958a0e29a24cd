import * as tf from '@tensorflow/tfjs-core';

/**
 * `1.5 · 2^23`: in float32 its neighbours are whole numbers, so adding it rounds the summand to the nearest
 * integer, ties to even, and subtracting it gives that integer back, exactly, for `|x| < 2^22`.
 */
const roundingShift = 12_582_912;

/**
 * Nearest integer, ties to even, of a float32 number with `|x| < 2^22`; never `-0`.
 *
 * The rounding of ONNX `QuantizeLinear`. A plain `round` keeps the sign of zero, and `-0 · scale = -0` would
 * differ in its bits from the decoded integer code 0; the shift gives `+0`, at the price of one addition.
 */
export function roundHalfEven(x: number): number {
  return Math.fround(x + roundingShift) - roundingShift;
}

/** {@link roundHalfEven} of every element, traceable. The same bits on every float32 executor. Not differentiable. */
export function roundHalfEvenTensor<T extends tf.Tensor>(x: T): T {
  const shift = tf.scalar(roundingShift);
  return tf.sub(tf.add(x, shift), shift);
}
