import * as tf from '@tensorflow/tfjs-core';

/** Smallest effective step or clip. Far below any step that data needs, far above where `x / step` overflows. */
export const smallestStep = Math.fround(1e-12);

/**
 * The guard that keeps learned steps and clips positive: `max(|raw|, 1e-12)`, in float32. A positive parameter
 * above the floor is used unchanged, so published gradients hold to the letter.
 */
export function flooredMagnitude(raw: number): number {
  return Math.max(Math.abs(raw), smallestStep);
}

/** {@link flooredMagnitude} of every element, traceable. Its gradient is supplied by the quantizer that uses it. */
export function flooredMagnitudeTensor(raw: tf.Tensor): tf.Tensor {
  return tf.maximum(tf.abs(raw), smallestStep);
}

/** +1 for a raw parameter of 0 or more, −1 below: the derivative of `|raw|` without a dead point at 0. */
export function signNonZero(raw: tf.Tensor): tf.Tensor {
  return tf.sub(tf.mul(tf.cast(tf.greaterEqual(raw, 0), 'float32'), 2), 1);
}
