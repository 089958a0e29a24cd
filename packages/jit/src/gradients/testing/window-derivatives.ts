import * as tf from '@tensorflow/tfjs-core';

import type { DerivativeCase } from './expect-derivatives.ts';

/** Products of an image and a filter, compiled: TF.js's cpu backend takes long and mixes up extents of volumes. */
const product = (
  f: (x: tf.Tensor4D, filter: tf.Tensor4D) => tf.Tensor,
  x: number[],
  filter: number[],
): DerivativeCase => ({
  f: (image, weights) => f(image as tf.Tensor4D, weights as tf.Tensor4D),
  shapes: [x, filter],
  step: 0.5,
  executor: 'onnx',
});

/** A pool of squares, which have a second derivative. */
const pool = (f: (x: tf.Tensor4D) => tf.Tensor, ...shape: number[]): DerivativeCase => ({
  f: (x) => f(tf.square(x) as tf.Tensor4D),
  shapes: [shape],
  executor: 'onnx',
});

const volume = (f: (x: tf.Tensor5D) => tf.Tensor, ...shape: number[]): DerivativeCase =>
  pool((x) => f(x as tf.Tensor as tf.Tensor5D), ...shape);

/** Well apart, so that differences do not change which is the largest. */
const apart = (x: tf.Tensor4D): tf.Tensor4D => {
  const steps = tf.mod(tf.mul(tf.range(0, x.size), 7), 19);
  return tf.add(tf.mul(x, 0.2), tf.mul(tf.reshape(steps, x.shape), 2));
};

const avgPools = [
  pool((x) => tf.avgPool(x, 3, 1, 'same'), 1, 2, 2, 1),
  pool((x) => tf.avgPool(x, [2, 3], 2, 'same'), 1, 3, 4, 2),
  pool((x) => tf.avgPool(x, 2, 1, 'valid'), 1, 3, 3, 1),
  pool((x) => tf.avgPool(x, 3, 2, 1, 'ceil'), 1, 4, 3, 1),
  pool((x) => tf.avgPool(x, [3, 2], 2, 1, 'floor'), 1, 4, 3, 1),
  { ...pool((x) => tf.avgPool(x, 3, 2, 1, 'ceil'), 1, 3, 4, 1), executor: 'eager' as const },
];
const avgPools3d = [
  volume((x) => tf.avgPool3d(x, 2, 1, 'same'), 1, 2, 1, 3, 1),
  volume((x) => tf.avgPool3d(x, [1, 2, 3], 2, 1, 'floor'), 1, 2, 3, 2, 1),
];
const maxPools = [
  pool((x) => tf.maxPool(apart(x), [2, 3], 1, 'same'), 1, 3, 4, 1),
  pool((x) => tf.maxPool(apart(x), 3, 2, 1, 'ceil'), 1, 4, 3, 1),
  pool((x) => tf.maxPoolWithArgmax(apart(x), 2, 1, 'valid').result!, 2, 2, 3, 2),
  { ...pool((x) => tf.maxPool(apart(x), 3, 2, 1, 'ceil'), 1, 4, 3, 1), executor: 'eager' as const },
];
const conv2d = [
  product((x, w) => tf.conv2d(x, w, 2, 'same'), [1, 3, 4, 2], [2, 3, 2, 1]),
  product((x, w) => tf.conv2d(x, w, 2, 1, 'NHWC', 1, 'ceil'), [1, 4, 3, 1], [2, 2, 1, 2]),
  product((x, w) => tf.conv2d(x, w, 1, 'valid', 'NHWC', [2, 1]), [1, 4, 3, 1], [2, 2, 1, 2]),
  product((x, w) => tf.conv2d(x, w, 1, 'same', 'NHWC', 2), [1, 4, 3, 1], [2, 2, 1, 1]),
  product((x, w) => tf.conv2d(x, w, 1, 'same', 'NCHW', 2), [1, 2, 3, 3], [2, 2, 2, 1]),
  product((x, w) => tf.conv2dTranspose(x, w, [1, 4, 3, 2], 2, 'same'), [1, 2, 2, 1], [3, 2, 2, 1]),
  {
    ...product((x, w) => tf.conv2d(x, w, 1, 'same', 'NHWC', 2), [1, 3, 3, 1], [2, 2, 1, 1]),
    executor: 'eager' as const,
  },
];
const depthwise = [
  product((x, w) => tf.depthwiseConv2d(x, w, 2, 'same'), [1, 3, 4, 2], [2, 3, 2, 1]),
  product((x, w) => tf.depthwiseConv2d(x, w, 1, 'valid', 'NHWC', 2), [1, 3, 4, 2], [2, 2, 2, 2]),
  product((x, w) => tf.depthwiseConv2d(x, w, 1, 'same', 'NCHW'), [1, 2, 3, 2], [2, 2, 2, 1]),
];
const conv3d = [
  product((x, w) => tf.conv3d(x as never, w as never, 1, 'same'), [1, 2, 1, 3, 2], [2, 1, 2, 2, 1]),
  product(
    (x, w) => tf.conv3d(x as never, w as never, 1, 'valid', 'NDHWC', [1, 2, 2]),
    [1, 2, 3, 3, 1],
    [2, 2, 2, 1, 1],
  ),
];

const resizes = (resize: typeof tf.image.resizeBilinear): DerivativeCase[] => [
  { ...pool((x) => resize(x, [3, 5]), 2, 2, 3, 2), executor: 'eager' },
  { ...pool((x) => resize(x, [2, 5], true), 1, 3, 2, 1), executor: 'eager' },
  { ...pool((x) => resize(x, [1, 3], false, true), 1, 2, 4, 1), executor: 'eager' },
  pool((x) => resize(x, [4, 3], false, true), 2, 2, 4, 1),
];

/** Functions through convolutions, pools and resized images; those of a gradient are reached by the second derivative. */
export const windowDerivatives: Readonly<Record<string, readonly DerivativeCase[]>> = {
  AvgPool: avgPools,
  AvgPoolGrad: [],
  AvgPool3D: avgPools3d,
  AvgPool3DGrad: [],
  Conv2D: conv2d,
  Conv2DBackpropInput: [],
  Conv2DBackpropFilter: [],
  Conv3D: conv3d,
  Conv3DBackpropInputV2: [],
  Conv3DBackpropFilterV2: [],
  DepthwiseConv2dNative: depthwise,
  DepthwiseConv2dNativeBackpropInput: [],
  DepthwiseConv2dNativeBackpropFilter: [],
  LRN: [
    pool((x) => tf.localResponseNormalization(x, 1, 1, 0.5, 0.7), 1, 1, 2, 4),
    pool((x) => tf.localResponseNormalization(x, 5, 2, 0.3, 2), 1, 2, 1, 3),
  ],
  MaxPool: maxPools.slice(0, 2),
  MaxPoolGrad: maxPools.slice(3),
  MaxPoolWithArgmax: maxPools.slice(2, 3),
  ResizeBilinear: resizes(tf.image.resizeBilinear),
  ResizeNearestNeighbor: resizes(tf.image.resizeNearestNeighbor),
};
