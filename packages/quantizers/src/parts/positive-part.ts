import * as tf from '@tensorflow/tfjs-core';

/** Smallest effective step or clip. Far below any step that data needs, far above where `x / step` overflows. */
const smallestStep = Math.fround(1e-12);

/**
 * The guard that keeps learned steps and clips positive: `max(|raw|, 1e-12)`, in float32. A positive parameter
 * above the floor is used unchanged, so published gradients hold to the letter.
 */
export function positivePart(raw: number): number {
  return Math.max(Math.abs(raw), smallestStep);
}

/** {@link positivePart} of every element, traceable. Its gradient is supplied by the quantizer that uses it. */
export function positivePartTensor(raw: tf.Tensor): tf.Tensor {
  return tf.maximum(tf.abs(raw), smallestStep);
}

/** +1 for a raw parameter of 0 or more, −1 below: the derivative of `|raw|` without a dead point at 0. */
export function signedOneTensor(raw: tf.Tensor): tf.Tensor {
  return tf.sub(tf.mul(tf.cast(tf.greaterEqual(raw, 0), 'float32'), 2), 1);
}

/**
 * A fitted scale made safe: at least the smallest step, and `1 / Q_P` for a channel of zeros, which any scale
 * reproduces.
 */
export function positiveScale(fitted: number, highestCode: number): number {
  return fitted > 0 ? Math.max(Math.fround(fitted), smallestStep) : Math.fround(1 / highestCode);
}
