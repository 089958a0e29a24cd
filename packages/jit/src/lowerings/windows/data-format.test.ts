import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import type { NDArray } from '../../arrays/ndarray.ts';
import { jit } from '../../jit.ts';
import { randomStream } from '../../random-stream.ts';

/** Where TF.js's cpu backend lacks channels first, the same computation with channels last is the reference. */
const toFirst = (x: tf.Tensor): tf.Tensor4D => tf.transpose(x as tf.Tensor4D, [0, 3, 1, 2]);
const draw = (shape: number[]): NDArray => randomStream(3, shape.join()).normal(shape);

async function expectEqual(
  first: (x: tf.Tensor4D, w: tf.Tensor4D) => tf.Tensor,
  last: (x: tf.Tensor4D, w: tf.Tensor4D) => tf.Tensor,
  shapes: number[][],
): Promise<void> {
  const arrays = shapes.map(draw) as [NDArray, NDArray];
  const [a, b] = [
    jit((x: tf.Tensor4D, w: tf.Tensor4D) => first(toFirst(x), w)),
    jit((x: tf.Tensor4D, w: tf.Tensor4D) => toFirst(last(x, w))),
  ];
  const [got, want] = [await a(...arrays), await b(...arrays)];
  await Promise.all([a.dispose(), b.dispose()]);
  expect(got.shape).toEqual(want.shape);
  expect(got.data).toEqual(want.data);
}

describe('channels first', () => {
  const shapes = [
    [2, 5, 4, 3],
    [3, 2, 3, 2],
  ];

  it('depthwise convolution', () =>
    expectEqual(
      (x, w) => tf.depthwiseConv2d(x, w, 1, 'same', 'NCHW'),
      (x, w) => tf.depthwiseConv2d(x, w, 1, 'same', 'NHWC'),
      shapes,
    ));

  // TF.js itself asks that the last axis be as long as the channels.
  it('fused depthwise convolution: bias and slopes belong to channels', () => {
    const fused = (x: tf.Tensor4D, filter: tf.Tensor4D, dataFormat: 'NCHW' | 'NHWC'): tf.Tensor =>
      tf.fused.depthwiseConv2d({
        ...{ x, filter, strides: 2, pad: 'valid', dataFormat, activation: 'prelu' },
        bias: tf.tensor1d([1, 2, 3, 4, 5, 6]),
        preluActivationWeights: tf.tensor1d([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]),
      });
    return expectEqual(
      (x, w) => fused(x, w, 'NCHW'),
      (x, w) => fused(x, w, 'NHWC'),
      [
        [2, 5, 3, 3],
        [3, 2, 3, 2],
      ],
    );
  });

  it('depth to space', () =>
    expectEqual(
      (x) => tf.depthToSpace(x, 2, 'NCHW'),
      (x) => tf.depthToSpace(x, 2, 'NHWC'),
      [
        [2, 3, 2, 12],
        [1, 1, 1, 1],
      ],
    ));
});
