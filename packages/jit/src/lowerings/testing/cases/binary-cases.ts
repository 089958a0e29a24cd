import * as tf from '@tensorflow/tfjs-core';

import { notDifferentiable, flags, floats, ints, type KernelCase } from './kernel-case.ts';

function binary(run: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor, low = -2, high = 2): KernelCase[] {
  return [
    { inputs: [floats([3, 4], low, high), floats([3, 4], low, high)], run },
    { inputs: [floats([2, 3, 4], low, high), floats([3, 1], low, high)], run },
    { inputs: [floats([], low, high), floats([5], low, high)], run },
  ];
}

function compare(run: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): KernelCase[] {
  return [
    { inputs: [ints([3, 4], 0, 2), ints([4], 0, 2)], run, noGradient: notDifferentiable },
    { inputs: [floats([3, 4]), floats([3, 4])], run, noGradient: notDifferentiable },
    { inputs: [flags([6]), flags([6])], run, noGradient: notDifferentiable },
  ];
}

/** Calls that reach the kernels of this family. */
export const binaryCases = {
  Add: [
    ...binary(tf.add),
    { inputs: [ints([3]), floats([2, 3])], run: (a: tf.Tensor, b: tf.Tensor) => tf.add(a, b) },
    {
      inputs: [ints([3]), ints([3])],
      run: (a: tf.Tensor, b: tf.Tensor) => tf.add(a, b),
      noGradient: notDifferentiable,
    },
  ],
  AddN: [{ inputs: [floats([3]), floats([3]), floats([3])], run: (...xs: tf.Tensor[]) => tf.addN(xs) }],
  Atan2: [...binary(tf.atan2)],
  BitwiseAnd: [
    {
      inputs: [ints([6], 0, 15), ints([6], 0, 15)],
      run: (a: tf.Tensor, b: tf.Tensor) => tf.bitwiseAnd(a, b),
      noGradient: notDifferentiable,
    },
  ],
  Cast: [
    {
      inputs: [floats([6])],
      run: (x: tf.Tensor) => [tf.cast(x, 'int32'), tf.cast(x, 'bool')],
      noGradient: notDifferentiable,
    },
    {
      inputs: [ints([6], -1, 1)],
      run: (x: tf.Tensor) => [tf.cast(x, 'float32'), tf.cast(x, 'bool')],
      noGradient: notDifferentiable,
    },
    {
      inputs: [flags([6])],
      run: (x: tf.Tensor) => [tf.cast(x, 'float32'), tf.cast(x, 'int32')],
      noGradient: notDifferentiable,
    },
    { inputs: [floats([6])], run: (x: tf.Tensor) => tf.cast(x, 'float32') },
  ],
  Equal: compare(tf.equal),
  FloorDiv: [
    {
      inputs: [ints([8], -9, 9), ints([8], 1, 4)],
      run: (a: tf.Tensor, b: tf.Tensor) => tf.floorDiv(a, b),
      noGradient: notDifferentiable,
    },
    {
      inputs: [ints([8], -9, 9), ints([8], -4, -1)],
      run: (a: tf.Tensor, b: tf.Tensor) => tf.div(a, b),
      noGradient: notDifferentiable,
    },
  ],
  Greater: compare(tf.greater),
  GreaterEqual: compare(tf.greaterEqual),
  Less: compare(tf.less),
  LessEqual: compare(tf.lessEqual),
  LogicalAnd: [
    {
      inputs: [flags([8]), flags([8])],
      run: (a: tf.Tensor, b: tf.Tensor) => tf.logicalAnd(a, b),
      noGradient: notDifferentiable,
    },
  ],
  LogicalNot: [
    { inputs: [flags([8])], run: (x: tf.Tensor) => tf.logicalNot(x), noGradient: notDifferentiable },
  ],
  LogicalOr: [
    {
      inputs: [flags([8]), flags([8])],
      run: (a: tf.Tensor, b: tf.Tensor) => [tf.logicalOr(a, b), tf.logicalXor(a, b)],
      noGradient: notDifferentiable,
    },
  ],
  Maximum: binary(tf.maximum),
  Minimum: binary(tf.minimum),
  Mod: [
    { inputs: [floats([12], -9, 9), floats([12], 1, 4)], run: (a: tf.Tensor, b: tf.Tensor) => tf.mod(a, b) },
    {
      inputs: [floats([12], -9, 9), floats([12], -4, -1)],
      run: (a: tf.Tensor, b: tf.Tensor) => tf.mod(a, b),
    },
    {
      inputs: [ints([12], -9, 9), ints([12], 1, 4)],
      run: (a: tf.Tensor, b: tf.Tensor) => tf.mod(a, b),
      noGradient: notDifferentiable,
    },
  ],
  Multiply: [
    ...binary(tf.mul),
    { inputs: [flags([6]), floats([6])], run: (a: tf.Tensor, b: tf.Tensor) => tf.mul(a, b) },
  ],
  NotEqual: compare(tf.notEqual),
  Pow: [
    ...binary(tf.pow, 0.2, 2),
    { inputs: [floats([6])], run: (x: tf.Tensor) => tf.pow(x, tf.scalar(2, 'int32')) },
  ],
  Prelu: [
    { inputs: [floats([3, 4]), floats([4], 0.1, 0.5)], run: (x: tf.Tensor, a: tf.Tensor) => tf.prelu(x, a) },
  ],
  RealDiv: [
    ...binary(tf.div, 0.5, 2),
    { inputs: [ints([3]), floats([3], 1, 2)], run: (a: tf.Tensor, b: tf.Tensor) => tf.div(a, b) },
  ],
  Select: [
    {
      inputs: [flags([3, 4]), floats([3, 4]), floats([3, 4])],
      run: (c: tf.Tensor, t: tf.Tensor, e: tf.Tensor) => tf.where(c, t, e),
    },
    {
      inputs: [flags([4]), floats([3, 4]), floats([])],
      run: (c: tf.Tensor, t: tf.Tensor, e: tf.Tensor) => tf.where(c, t, e),
    },
    {
      inputs: [flags([4]), ints([4]), floats([4])],
      run: (c: tf.Tensor, t: tf.Tensor, e: tf.Tensor) => tf.where(c, t, e),
    },
    {
      inputs: [flags([4]), ints([4]), ints([4])],
      run: (c: tf.Tensor, t: tf.Tensor, e: tf.Tensor) => tf.where(c, t, e),
      noGradient: notDifferentiable,
    },
    {
      inputs: [flags([4]), flags([4]), flags([4])],
      run: (c: tf.Tensor, t: tf.Tensor, e: tf.Tensor) => tf.where(c, t, e),
      noGradient: notDifferentiable,
    },
  ],
  SquaredDifference: binary(tf.squaredDifference),
  Sub: [
    ...binary(tf.sub),
    {
      inputs: [ints([4]), ints([4])],
      run: (a: tf.Tensor, b: tf.Tensor) => tf.sub(a, b),
      noGradient: notDifferentiable,
    },
  ],
} satisfies Record<string, readonly KernelCase[]>;
