import * as tf from '@tensorflow/tfjs-core';

import type { DerivativeCase } from './expect-derivatives.ts';

/** Of cubes, which have a second derivative. */
const linear = (
  f: (...xs: tf.Tensor[]) => tf.Tensor | tf.Tensor[],
  ...shapes: number[][]
): DerivativeCase[] => [{ f: (...xs) => f(...xs.map((x) => tf.mul(x, tf.square(x)))), shapes }];

const whole = (values: number[], shape: number[] = [values.length]): tf.Tensor =>
  tf.tensor(values, shape, 'int32');
const matrix = (values: number[][]): tf.Tensor2D => tf.tensor2d(values, undefined, 'int32');

/** Well apart, so that differences do not change the order. */
const apart = (x: tf.Tensor): tf.Tensor => tf.add(x, tf.mul(tf.mod(tf.mul(tf.range(0, 5), 3), 5), 20));

/** Functions through the kernels that take, place and count by index. */
export const indexingDerivatives: Readonly<Record<string, readonly DerivativeCase[]>> = {
  Bincount: linear((w) => tf.bincount(whole([0, 2, 2, 5]) as tf.Tensor1D, w as tf.Tensor1D, 4), [4]),
  DenseBincount: [
    ...linear((w) => tf.denseBincount(whole([0, 2, 2, 5]) as tf.Tensor1D, w as tf.Tensor1D, 4), [4]),
    ...linear(
      (w) =>
        tf.denseBincount(
          matrix([
            [0, 2, 2],
            [1, 7, 0],
          ]),
          w as tf.Tensor2D,
          3,
        ),
      [2, 3],
    ),
  ],
  GatherNd: [
    ...linear(
      (x) =>
        tf.gatherND(
          x,
          matrix([
            [1, 0],
            [0, 2],
            [1, 0],
          ]),
        ),
      [2, 3, 2],
    ),
    ...linear((x) => tf.gatherND(x, whole([2, 0, 1, 2], [2, 2, 1])), [3]),
  ],
  GatherV2: [
    ...linear((x) => tf.gather(x, whole([1, 0, 1])), [2, 3]),
    ...linear((x) => tf.gather(x, whole([1, 0, 1, 2], [2, 2]), -1), [2, 3]),
    ...linear((x) => tf.gather(x, whole([1, 0, 1, 1], [2, 2]), 1, 1), [2, 3]),
    ...linear((x) => tf.gather(x, whole([1, 0, 1, 1], [2, 2]), 2, 1), [2, 2, 3]),
    ...linear((x) => tf.gather(x, whole([1, 0, 1, 1], [2, 2, 1]), 2, 2), [2, 2, 2, 2]),
    ...linear((x) => tf.gather(x, tf.argMax(apart(x))), [5]),
  ],
  ScatterNd: [
    ...linear((u) => tf.scatterND(matrix([[2], [0], [2]]), u, [3, 2]), [3, 2]),
    ...linear((u) => tf.scatterND(whole([2, 0, 1, 1], [2, 1, 2]), u, [3, 2]), [2, 1]),
  ],
  SparseToDense: [
    ...linear((v, d) => tf.sparseToDense(whole([4, 0, 2]), v, [5], d as tf.Scalar), [3], []),
    ...linear(
      (v, d) =>
        tf.sparseToDense(
          matrix([
            [1, 0],
            [0, 1],
          ]),
          v,
          [2, 2],
          d as tf.Scalar,
        ),
      [2],
      [],
    ),
    ...linear((v) => tf.sparseToDense(whole([1, 3]), v, [4], tf.scalar(1)), []),
  ],
  TensorScatterUpdate: [
    ...linear((x, u) => tf.tensorScatterUpdate(tf.mul(x, 1), matrix([[2], [0]]), u), [3, 2], [2, 2]),
    ...linear((x, u) => tf.tensorScatterUpdate(tf.mul(x, 1), matrix([[2], [0], [2]]), u), [3], [3]),
  ],
  TopK: [
    ...linear((x) => tf.topk(apart(x), 3).values, [2, 5]),
    ...linear((x) => tf.topk(apart(x), 5).values, [5]),
  ],
  UnsortedSegmentSum: [
    ...linear((x) => tf.unsortedSegmentSum(x, whole([1, 0, 1]) as tf.Tensor1D, 2), [3, 2]),
    ...linear((x) => tf.unsortedSegmentSum(x, whole([3, -1, 1]) as tf.Tensor1D, 2), [3]),
    ...linear(
      (x) => {
        const ids = tf.cast(tf.less(apart(x), 30), 'int32');
        return tf.unsortedSegmentSum(x, ids as tf.Tensor1D, 2);
      },
      [5],
    ),
  ],
};
