import * as tf from '@tensorflow/tfjs-core';

/** Beyond it tanh is 1 in float32. */
const saturation = 9;
/** Partial denominators 1, 3, …, 25 of the fraction: more change nothing in float32 up to the saturation. */
const denominators = Array.from({ length: 13 }, (_, index) => 2 * index + 1).reverse();
const tail = 27;

/**
 * Hyperbolic tangent by Lambert's continued fraction, `tanh x = x / (1 + x² / (3 + x² / (5 + …)))`, every step rounded to
 * float32; within 3e-7 of the exact value.
 *
 * Sums and quotients of float32 numbers are the same bits on every executor, `tanh` itself is not: what is stored
 * could differ from what was trained.
 */
export function tanhFloat32(x: number): number {
  const clamped = Math.min(Math.max(x, -saturation), saturation);
  const square = Math.fround(clamped * clamped);
  const fraction = denominators.reduce((below, k) => Math.fround(k + Math.fround(square / below)), tail);
  return Math.fround(clamped / fraction);
}

/** {@link tanhFloat32} of every element, traceable: the same bits. */
export function tanhFloat32Tensor(x: tf.Tensor): tf.Tensor {
  const clamped = tf.clipByValue(x, -saturation, saturation);
  const square = tf.square(clamped);
  const fraction = denominators.reduce<tf.Tensor>(
    (below, k) => tf.add(tf.div(square, below), k),
    tf.scalar(tail),
  );
  return tf.div(clamped, fraction);
}
