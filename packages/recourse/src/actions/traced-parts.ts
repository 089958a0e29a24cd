import * as tf from '@tensorflow/tfjs-core';

import type { ActionFeature } from './action-set.ts';

/** Stands for "no bound"; a float32 that no encoded value reaches. */
export const unbounded = 3e38;

/** `[n, features]` columns of one-column features. */
export function columnsOf(rows: tf.Tensor2D, features: readonly ActionFeature[]): tf.Tensor2D {
  const index = tf.tensor1d(
    features.map((feature) => feature.start),
    'int32',
  );
  return tf.gather(rows, index, 1);
}

/** A constant `[rows, d]` matrix with a 1 at each given place. */
export function placement(
  rows: number,
  width: number,
  places: readonly (readonly [number, number])[],
): tf.Tensor2D {
  const data = new Float32Array(rows * width);
  for (const [row, column] of places) data[row * width + column] = 1;
  return tf.tensor2d(data, [rows, width]);
}

/** One-hot rows as float32; through int32, since the wasm backend of TF.js mislabels a direct float one. */
export function hot(index: tf.Tensor, depth: number): tf.Tensor {
  return tf.cast(tf.oneHot(index as tf.Tensor1D, depth), 'float32');
}

/** How much nearer `to` is to the candidate than `from`, in squared distance; exactly 0 where they are equal. */
export function fall(from: tf.Tensor2D, to: tf.Tensor2D, candidate: tf.Tensor2D): tf.Tensor2D {
  const middle = tf.sub(tf.sub(tf.add(candidate, candidate), from), to);
  return tf.mul(tf.sub(to, from), middle);
}
