import * as tf from '@tensorflow/tfjs-core';

import { floats, image, type KernelCase } from './kernel-case.ts';

const dilations: KernelCase[] = (
  [
    { strides: 1, pad: 'valid', rate: 1 },
    { strides: 1, pad: 'same', rate: 1 },
    { strides: [2, 3], pad: 'same', rate: 1 },
    { strides: 1, pad: 'same', rate: [2, 1] },
  ] as const
).map(({ strides, pad, rate }) => ({
  inputs: [image, floats([3, 2, 3])],
  run: (x: tf.Tensor4D, filter: tf.Tensor3D) =>
    tf.dilation2d(x, filter, strides as number, pad, rate as number),
}));

/** Calls that reach the kernels of this family. */
export const morphologyCases = {
  Dilation2D: dilations,
  Dilation2DBackpropFilter: dilations,
  Dilation2DBackpropInput: dilations,
} satisfies Record<string, readonly KernelCase[]>;
