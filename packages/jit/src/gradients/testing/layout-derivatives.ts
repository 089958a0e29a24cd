import * as tf from '@tensorflow/tfjs-core';

import type { DerivativeCase } from './expect-derivatives.ts';

/** A rearrangement of cubes, which have a second derivative. */
const linear = (f: (x: tf.Tensor) => tf.Tensor | tf.Tensor[], ...shape: number[]): DerivativeCase[] => [
  { f: (x) => f(tf.mul(x, tf.square(x))), shapes: [shape] },
];

const product = (
  f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
  ...shapes: readonly [number[], number[]]
): DerivativeCase => ({ f: (a, b) => f(a, b), shapes, step: 0.5 });

const one = (f: (x: tf.Tensor) => tf.Tensor, ...shape: number[]): DerivativeCase => ({
  f: (x) => f(x),
  shapes: [shape],
  step: 0.5,
});

/** Functions through rearrangements and products. */
export const layoutDerivatives: Readonly<Record<string, readonly DerivativeCase[]>> = {
  BatchMatMul: [
    product((a, b) => tf.matMul(a, b), [2, 3], [3, 2]),
    product((a, b) => tf.matMul(a, b), [2, 2, 3], [3, 2]),
    product((a, b) => tf.matMul(a, b, true), [3, 2], [2, 3, 1]),
    product((a, b) => tf.matMul(a, b, false, true), [1, 2, 3], [2, 2, 3]),
    product((a, b) => tf.matMul(a, b, true, true), [2, 3, 2], [1, 2, 3]),
  ],
  DepthToSpace: [...linear((x) => tf.depthToSpace(x as tf.Tensor4D, 2, 'NHWC'), 1, 2, 1, 8)],
  Diag: [...linear((x) => tf.diag(x), 3), ...linear((x) => tf.diag(x), 2, 2)],
  Einsum: [
    product((a, b) => tf.einsum('bij, jk -> bik', a, b), [2, 2, 2], [2, 3]),
    product((a, b) => tf.einsum('ij,ij->', a, b), [2, 3], [2, 3]),
    product((a, b) => tf.einsum('ij,ij->j', a, b), [2, 3], [2, 3]),
    product((a, b) => tf.einsum('i,j->ji', a, b), [2], [3]),
    one((x) => tf.einsum('ijk->ki', x), 2, 3, 2),
    one((x) => tf.square(tf.einsum('ij->', x)), 2, 2),
  ],
  FlipLeftRight: linear((x) => tf.image.flipLeftRight(x as tf.Tensor4D), 1, 2, 3, 1),
  MirrorPad: [
    ...linear((x) => tf.mirrorPad(x, [[1, 2]], 'symmetric'), 3),
    ...linear((x) => tf.mirrorPad(x, [[2, 1]], 'reflect'), 3),
    ...linear(
      (x) =>
        tf.mirrorPad(
          x,
          [
            [2, 0],
            [1, 3],
          ],
          'symmetric',
        ),
      2,
      3,
    ),
  ],
  SplitV: [
    ...linear((x) => tf.split(x, [1, 2], 1), 2, 3),
    ...linear((x) => tf.split(x, 1), 2),
    ...linear((x) => tf.split(x, 2)[1]!, 4),
  ],
  StridedSlice: [
    ...linear((x) => tf.stridedSlice(x, [0, 3], [3, 0], [2, -1]), 3, 4),
    ...linear((x) => tf.stridedSlice(x, [5], [0], [-2]), 7),
    ...linear((x) => tf.stridedSlice(x, [1], [7], [3]), 7),
    ...linear((x) => tf.stridedSlice(x, [2, 0], [0, 4], [-1, 3], 0, 1), 3, 4),
    ...linear((x) => tf.stridedSlice(x, [1, 1], [2, 4], [1, 1], 0, 0, 0, 0, 1), 3, 4),
    ...linear((x) => tf.stridedSlice(x, [0, 0, 1], [0, 0, 3], [1, 1, 1], 0, 0, 1, 2), 2, 3),
    ...linear((x) => tf.stridedSlice(x, [0], [0], [-1], 1, 1), 3),
  ],
  Tile: [
    ...linear((x) => tf.tile(x, [2, 3]), 2, 1),
    ...linear((x) => tf.tile(x, [1, 2, 1, 1, 3]), 1, 2, 1, 1, 2),
    ...linear((x) => tf.broadcastTo(x, [3, 2]), 2),
  ],
  Unpack: [...linear((x) => tf.unstack(x, 1), 2, 3), ...linear((x) => tf.unstack(x)[0]!, 1, 2)],
};
