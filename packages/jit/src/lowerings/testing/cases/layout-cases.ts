import * as tf from '@tensorflow/tfjs-core';

import { notDifferentiable, flags, floats, image, ints, unary, type KernelCase } from './kernel-case.ts';

/** Calls that reach the kernels of this family. */
export const layoutCases = {
  BatchToSpaceND: [
    {
      inputs: [floats([4, 3, 2, 3])],
      run: (x: tf.Tensor4D) =>
        tf.batchToSpaceND(
          x,
          [2, 2],
          [
            [1, 0],
            [0, 1],
          ],
        ),
    },
  ],
  Concat: [
    {
      inputs: [floats([2, 3]), floats([2, 1])],
      run: (a: tf.Tensor2D, b: tf.Tensor2D) => tf.concat([a, b], 1),
    },
    {
      inputs: [floats([2, 3]), floats([4, 3])],
      run: (a: tf.Tensor2D, b: tf.Tensor2D) => tf.concat([a, b], 0),
    },
    {
      inputs: [flags([2]), flags([3])],
      run: (a: tf.Tensor1D, b: tf.Tensor1D) => tf.concat([a, b]),
      noGradient: notDifferentiable,
    },
  ],
  DepthToSpace: [
    {
      inputs: [floats([2, 3, 2, 12])],
      run: (x: tf.Tensor4D) => tf.depthToSpace(x, 2, 'NHWC'),
    },
  ],
  Diag: [{ inputs: [floats([3])], run: (x: tf.Tensor) => tf.diag(x) }],
  ExpandDims: [unary((x) => tf.expandDims(x, 1)), unary((x) => tf.expandDims(x, -1))],
  Fill: [{ inputs: [floats([2])], run: (x: tf.Tensor) => tf.mul(tf.fill([3, 2], 1.5), x) }],
  FlipLeftRight: [{ inputs: [image], run: (x: tf.Tensor4D) => tf.image.flipLeftRight(x) }],
  Identity: [unary(tf.clone)],
  LinSpace: [{ inputs: [floats([5])], run: (x: tf.Tensor) => tf.mul(x, tf.linspace(-1, 2, 5)) }],
  MirrorPad: [
    {
      inputs: [floats([3, 4])],
      run: (x: tf.Tensor) =>
        tf.mirrorPad(
          x,
          [
            [1, 2],
            [2, 0],
          ],
          'reflect',
        ),
    },
    {
      inputs: [floats([3, 4])],
      run: (x: tf.Tensor) =>
        tf.mirrorPad(
          x,
          [
            [1, 2],
            [0, 3],
          ],
          'symmetric',
        ),
    },
  ],
  OnesLike: [unary((x) => tf.mul(tf.onesLike(x), x))],
  Pack: [
    { inputs: [floats([2, 3]), floats([2, 3])], run: (a: tf.Tensor, b: tf.Tensor) => tf.stack([a, b], 1) },
    { inputs: [floats([2, 3]), floats([2, 3])], run: (a: tf.Tensor, b: tf.Tensor) => tf.stack([a, b]) },
  ],
  PadV2: [
    {
      inputs: [floats([2, 3])],
      run: (x: tf.Tensor) =>
        tf.pad(
          x,
          [
            [1, 0],
            [2, 1],
          ],
          0.5,
        ),
    },
    { inputs: [ints([3])], run: (x: tf.Tensor) => tf.pad(x, [[1, 2]], 7), noGradient: notDifferentiable },
  ],
  Range: [
    {
      inputs: [floats([4])],
      run: (x: tf.Tensor) => [tf.mul(x, tf.range(0, 8, 2)), tf.mul(x, tf.range(4, 0))],
    },
  ],
  Reshape: [unary((x) => tf.reshape(x, [2, -1])), unary((x) => tf.reshape(x, [12]))],
  Reverse: [unary((x) => tf.reverse(x)), unary((x) => tf.reverse(x, -1))],
  Slice: [
    unary((x) => tf.slice(x, [1, 0], [2, 3])),
    unary((x) => tf.slice(x, 1)),
    unary((x) => tf.slice(x, [0, 2], [-1, -1])),
  ],
  SpaceToBatchND: [
    {
      inputs: [floats([2, 3, 4, 2])],
      run: (x: tf.Tensor4D) =>
        tf.spaceToBatchND(
          x,
          [2, 2],
          [
            [1, 0],
            [0, 0],
          ],
        ),
    },
  ],
  SplitV: [
    { inputs: [floats([4, 6])], run: (x: tf.Tensor) => tf.split(x, 3, 1) },
    { inputs: [floats([4, 6])], run: (x: tf.Tensor) => tf.split(x, [1, 2, 1]) },
  ],
  StridedSlice: [
    unary((x) => tf.stridedSlice(x, [0, 3], [3, 0], [2, -1])),
    unary((x) => tf.stridedSlice(x, [2, 0], [0, 4], [-1, 3], 0, 1)),
    unary((x) => tf.stridedSlice(x, [1, 1], [2, 4], [1, 1], 0, 0, 0, 0, 1)),
  ],
  Tile: [
    unary((x) => tf.tile(x, [2, 3])),
    { inputs: [floats([3, 1])], run: (x: tf.Tensor) => tf.tile(x, [1, 4]) },
    { inputs: [flags([2])], run: (x: tf.Tensor) => tf.tile(x, [3]), noGradient: notDifferentiable },
    { inputs: [floats([1, 3])], run: (x: tf.Tensor) => tf.broadcastTo(x, [4, 3]) },
  ],
  Transpose: [
    unary((x) => tf.transpose(x)),
    { inputs: [floats([2, 3, 4])], run: (x: tf.Tensor) => tf.transpose(x, [2, 0, 1]) },
  ],
  Unpack: [unary((x) => tf.concat(tf.unstack(x, 1).map((part, i) => tf.mul(part, i))))],
  ZerosLike: [unary((x) => tf.add(tf.zerosLike(x), x))],
} satisfies Record<string, readonly KernelCase[]>;
