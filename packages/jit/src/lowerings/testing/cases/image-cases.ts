import * as tf from '@tensorflow/tfjs-core';

import { floats, ints, noGradient, type KernelCase } from './kernel-case.ts';

const images = floats([2, 5, 4, 3]);
/** One image: TF.js's cpu backend transforms the first of a batch only. */
const image = floats([1, 5, 4, 2]);

function crop(size: [number, number], method: 'bilinear' | 'nearest'): KernelCase {
  return {
    // Some boxes reach out of their image, and image 2 is not there.
    inputs: [images, floats([6, 4], -0.2, 1.2), ints([6], 0, 2)],
    run: (x: tf.Tensor4D, boxes: tf.Tensor2D, of: tf.Tensor1D) =>
      tf.image.cropAndResize(x, boxes, of, size, method, 7),
    noGradient,
    tolerance: 1e-4,
  };
}

type Fill = 'constant' | 'nearest' | 'reflect' | 'wrap';

function transformed(interpolation: 'bilinear' | 'nearest', fill: Fill): KernelCase {
  return {
    inputs: [image, floats([1, 6], -1.5, 1.5), floats([1, 2], -0.1, 0.1)],
    run: (x: tf.Tensor4D, linear: tf.Tensor2D, projective: tf.Tensor2D) =>
      tf.image.transform(x, tf.concat([linear, projective], 1), interpolation, fill, 7, [6, 7]),
    noGradient,
    // Far outside, positions are large and interpolation magnifies their rounding.
    tolerance: 1e-3,
  };
}

/** Calls that reach the kernels of this family. */
export const imageCases = {
  CropAndResize: [
    crop([3, 6], 'bilinear'),
    crop([1, 4], 'bilinear'),
    crop([4, 3], 'nearest'),
    {
      // The whole image in its own size: no rounding may push the last row out of it.
      inputs: [floats([1, 29, 31, 1])],
      run: (x: tf.Tensor4D) =>
        tf.image.cropAndResize(x, [[0, 0, 1, 1]], tf.tensor1d([0], 'int32'), [43, 57], 'bilinear', 7),
      noGradient,
      tolerance: 1e-4,
    },
  ],
  RotateWithOffset: [
    { inputs: [images], run: (x: tf.Tensor4D) => tf.image.rotateWithOffset(x, 0.7, [9, 8, 7]), noGradient },
    {
      inputs: [ints([1, 4, 6, 4], 0, 255)],
      run: (x: tf.Tensor4D) => tf.image.rotateWithOffset(tf.cast(x, 'float32'), -2, [1, 2, 3], [0.2, 0.6]),
      noGradient,
    },
    { inputs: [images], run: (x: tf.Tensor4D) => tf.image.rotateWithOffset(x, 3, 5, 0.5), noGradient },
  ],
  Transform: (['constant', 'nearest', 'reflect', 'wrap'] as const).flatMap((fill) => [
    transformed('bilinear', fill),
    transformed('nearest', fill),
  ]),
} satisfies Record<string, readonly KernelCase[]>;
