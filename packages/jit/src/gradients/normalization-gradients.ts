import * as tf from '@tensorflow/tfjs-core';

import type { Corrections } from './correction.ts';

/** Sum of each channel's neighbours within the radius: a product with a banded matrix of ones. */
function neighbours(x: tf.Tensor, radius: number): tf.Tensor {
  const channels = x.shape[x.rank - 1]!;
  const band = Float32Array.from({ length: channels * channels }, (_, i) =>
    Math.abs(Math.floor(i / channels) - (i % channels)) <= radius ? 1 : 0,
  );
  const rows = tf.reshape(x, [tf.util.sizeFromShape(x.shape.slice(0, -1)), channels]);
  return tf.reshape(tf.matMul(rows, tf.tensor2d(band, [channels, channels])), x.shape);
}

/** Gradients of normalisation across channels, from inputs, for the sake of second derivatives. */
export const normalizationGradients = {
  LRN: {
    inputs: ['x'],
    gradient: (dy, [x], { depthRadius, bias, alpha, beta }: tf.LRNAttrs) => ({
      x: () => {
        const norm = tf.add(tf.mul(neighbours(tf.square(x!), depthRadius), alpha), bias);
        const direct = tf.mul(dy, tf.pow(norm, -beta));
        const shared = neighbours(tf.mul(tf.mul(dy, x!), tf.pow(norm, -beta - 1)), depthRadius);
        return tf.sub(direct, tf.mul(tf.mul(x!, shared), 2 * alpha * beta));
      },
    }),
  },
} satisfies Corrections;
