import * as tf from '@tensorflow/tfjs-core';

import { notDifferentiable, flags, floats, ints, type KernelCase } from './kernel-case.ts';

/** Calls that reach the kernels of this family. */
export const indexingCases = {
  Bincount: [
    {
      inputs: [ints([2, 4], 0, 5)],
      run: (x: tf.Tensor) => tf.engine().runKernel('Bincount', { x, weights: tf.tensor1d([]) }, { size: 4 }),
      noGradient: notDifferentiable,
    },
    {
      inputs: [ints([8], 0, 5), floats([8])],
      run: (x: tf.Tensor1D, w: tf.Tensor1D) => tf.bincount(x, w, 4),
    },
    {
      inputs: [ints([8], 0, 3)],
      run: (x: tf.Tensor1D) => tf.bincount(x, tf.tensor1d([]), 4),
      noGradient: notDifferentiable,
    },
  ],
  DenseBincount: [
    {
      inputs: [ints([2, 6], 0, 4), floats([2, 6])],
      run: (x: tf.Tensor2D, w: tf.Tensor2D) => tf.denseBincount(x, w, 4),
    },
    {
      inputs: [ints([2, 6], 0, 4)],
      run: (x: tf.Tensor2D) => tf.denseBincount(x, tf.tensor2d([], [0, 0]), 4, true),
      noGradient: notDifferentiable,
    },
  ],
  GatherNd: [
    {
      inputs: [floats([3, 4, 2]), ints([5, 2], 0, 2)],
      run: (x: tf.Tensor, i: tf.Tensor) => tf.gatherND(x, i),
    },
  ],
  GatherV2: [
    { inputs: [floats([4, 3]), ints([6], 0, 3)], run: (x: tf.Tensor, i: tf.Tensor1D) => tf.gather(x, i) },
    {
      inputs: [floats([4, 3]), ints([2, 2], 0, 2)],
      run: (x: tf.Tensor, i: tf.Tensor1D) => tf.gather(x, i, 1),
    },
    {
      inputs: [flags([4, 3]), ints([2], 0, 2)],
      run: (x: tf.Tensor, i: tf.Tensor1D) => tf.gather(x, i, 1),
      noGradient: notDifferentiable,
    },
    {
      inputs: [floats([2, 5, 3]), ints([2, 4], 0, 4)],
      run: (x: tf.Tensor, i: tf.Tensor) => tf.gather(x, i, 1, 1),
    },
    {
      inputs: [floats([2, 3, 5, 2]), ints([2, 4], 0, 4)],
      run: (x: tf.Tensor, i: tf.Tensor) => tf.gather(x, i, 2, 1),
    },
  ],
  OneHot: [
    { inputs: [ints([6], -1, 4)], run: (x: tf.Tensor) => tf.oneHot(x, 4), noGradient: notDifferentiable },
    {
      inputs: [ints([2, 3], 0, 3)],
      run: (x: tf.Tensor) => tf.oneHot(x, 3, 2, -1, 'int32'),
      noGradient: notDifferentiable,
    },
  ],
  ScatterNd: [
    {
      inputs: [flags([4])],
      run: (u: tf.Tensor) => tf.scatterND(tf.tensor2d([[0], [2], [2], [1]], [4, 1], 'int32'), u, [5]),
      noGradient: notDifferentiable,
    },
    {
      inputs: [ints([4, 1], 0, 2), floats([4, 3])],
      run: (i: tf.Tensor, u: tf.Tensor) => tf.scatterND(i, u, [3, 3]),
    },
  ],
  SearchSorted: [
    {
      inputs: [floats([2, 5]), floats([2, 3])],
      run: (s: tf.Tensor, v: tf.Tensor) => {
        const sorted = tf.reverse(tf.topk(s, 5).values, -1);
        return [tf.searchSorted(sorted, v), tf.searchSorted(sorted, v, 'right')];
      },
      noGradient: notDifferentiable,
    },
  ],
  SparseToDense: [
    {
      inputs: [floats([3])],
      run: (v: tf.Tensor) => tf.sparseToDense(tf.tensor1d([4, 0, 2], 'int32'), v, [6], tf.scalar(-1)),
    },
    {
      inputs: [floats([2])],
      run: (v: tf.Tensor) =>
        tf.sparseToDense(
          tf.tensor2d(
            [
              [0, 1],
              [2, 0],
            ],
            [2, 2],
            'int32',
          ),
          v,
          [3, 2],
        ),
    },
  ],
  TensorScatterUpdate: [
    {
      inputs: [floats([4, 3]), floats([2, 3])],
      run: (x: tf.Tensor, u: tf.Tensor) =>
        tf.tensorScatterUpdate(x, tf.tensor2d([[2], [0]], [2, 1], 'int32'), u),
    },
  ],
  TopK: [
    { inputs: [floats([3, 6])], run: (x: tf.Tensor) => Object.values(tf.topk(x, 3)) },
    {
      inputs: [ints([2, 8], 0, 3)],
      run: (x: tf.Tensor) => Object.values(tf.topk(x, 8)),
      noGradient: notDifferentiable,
    },
  ],
  UnsortedSegmentSum: [
    {
      inputs: [floats([5, 3]), ints([5], -1, 3)],
      run: (x: tf.Tensor, i: tf.Tensor) => tf.unsortedSegmentSum(x, i as tf.Tensor1D, 3),
    },
    {
      inputs: [ints([5, 3]), ints([5], -1, 3)],
      run: (x: tf.Tensor, i: tf.Tensor) => tf.unsortedSegmentSum(x, i as tf.Tensor1D, 3),
      noGradient: notDifferentiable,
    },
  ],
} satisfies Record<string, readonly KernelCase[]>;
