import * as tf from '@tensorflow/tfjs-core';

import { notDifferentiable, flags, floats, ints, type KernelCase } from './kernel-case.ts';

function reduction(
  run: (x: tf.Tensor, axis?: number | number[], keep?: boolean) => tf.Tensor,
  more: Partial<KernelCase> = {},
): KernelCase[] {
  return [
    { inputs: [floats([2, 3, 4])], run: (x: tf.Tensor) => run(x), ...more },
    { inputs: [floats([2, 3, 4])], run: (x: tf.Tensor) => run(x, 1), ...more },
    { inputs: [floats([2, 3, 4])], run: (x: tf.Tensor) => run(x, [-1, 0], true), ...more },
    { inputs: [floats([2, 3, 4])], run: (x: tf.Tensor) => run(x, 2), ...more },
    { inputs: [ints([3, 4])], run: (x: tf.Tensor) => run(x, 0), noGradient: notDifferentiable },
  ];
}

/** Calls that reach the kernels of this family. */
export const reductionCases = {
  All: [
    {
      inputs: [flags([3, 2])],
      run: (x: tf.Tensor) => [tf.all(x), tf.all(x, 1)],
      noGradient: notDifferentiable,
    },
  ],
  Any: [
    {
      inputs: [flags([3, 2])],
      run: (x: tf.Tensor) => [tf.any(x), tf.any(x, 0, true)],
      noGradient: notDifferentiable,
    },
  ],
  ArgMax: [
    {
      inputs: [floats([3, 4, 2])],
      run: (x: tf.Tensor) => [tf.argMax(x), tf.argMax(x, -1)],
      noGradient: notDifferentiable,
    },
    { inputs: [ints([3, 6], 0, 2)], run: (x: tf.Tensor) => tf.argMax(x, 1), noGradient: notDifferentiable },
  ],
  ArgMin: [
    {
      inputs: [floats([3, 4])],
      run: (x: tf.Tensor) => [tf.argMin(x), tf.argMin(x, 1)],
      noGradient: notDifferentiable,
    },
  ],
  Cumprod: [
    {
      inputs: [floats([3, 5])],
      run: (x: tf.Tensor) => [tf.cumprod(x, 1), tf.cumprod(x, 0, true)],
    },
    { inputs: [floats([3, 5])], run: (x: tf.Tensor) => tf.cumprod(x, 1, true, true) },
    {
      inputs: [ints([5])],
      run: (x: tf.Tensor) => tf.cumprod(x, 0, false, true),
      noGradient: notDifferentiable,
    },
  ],
  Cumsum: [
    { inputs: [floats([3, 5])], run: (x: tf.Tensor) => tf.cumsum(x, 1) },
    { inputs: [floats([3, 5])], run: (x: tf.Tensor) => tf.cumsum(x, 0, true, true) },
    { inputs: [floats([6])], run: (x: tf.Tensor) => tf.cumsum(x, 0, true, true) },
    { inputs: [ints([3, 5])], run: (x: tf.Tensor) => tf.cumsum(x, 1), noGradient: notDifferentiable },
  ],
  Max: reduction(tf.max),
  Mean: reduction(tf.mean),
  Min: reduction(tf.min),
  Prod: reduction(tf.prod),
  Sum: [
    ...reduction(tf.sum),
    { inputs: [flags([3, 4])], run: (x: tf.Tensor) => tf.sum(x, 1), noGradient: notDifferentiable },
  ],
} satisfies Record<string, readonly KernelCase[]>;
