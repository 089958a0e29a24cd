import * as tf from '@tensorflow/tfjs-core';

import {
  bilinearPositions,
  nearestPositions,
  weightsOf,
  type Positions,
} from '../lowerings/images/resize-positions.ts';
import type { Correction, Corrections } from './correction.ts';

/** Resizing is a product with one matrix per axis, and its gradient one with their transposes. */
function resize(positions: Positions): Correction<tf.ResizeBilinearAttrs> {
  return {
    inputs: ['images'],
    gradient: (dy, [images], attrs) => ({
      images: () => {
        const [batch, height, width, channels] = images!.shape as [number, number, number, number];
        const [newHeight, newWidth] = attrs.size;
        const matrix = (from: number, to: number): tf.Tensor2D =>
          tf.tensor2d(weightsOf(positions(from, to, attrs), from), [to, from]);
        const flat = tf.reshape(dy, [batch, newHeight, newWidth * channels]);
        const rows = tf.matMul(matrix(height, newHeight), flat, true);
        const wide = tf.reshape(rows, [batch * height, newWidth, channels]);
        return tf.reshape(tf.matMul(matrix(width, newWidth), wide, true), images!.shape);
      },
    }),
  };
}

/**
 * Gradients of resized images. Those of TF.js's cpu backend mix up height and width and the images of a batch,
 * take no centres of half pixels, and have no gradient in turn.
 */
export const resizeGradients = {
  ResizeBilinear: resize(bilinearPositions),
  ResizeNearestNeighbor: resize(nearestPositions),
} satisfies Corrections;
