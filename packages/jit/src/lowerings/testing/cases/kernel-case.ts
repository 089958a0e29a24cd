import type * as tf from '@tensorflow/tfjs-core';

import type { DType } from '../../../arrays/dtype.ts';

/** Random input of a test case: `range` bounds the values, inclusive for integers. */
export interface InputSpec {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly range: readonly [number, number];
}

/** One call of TF.js that reaches the kernel under test. */
export interface KernelCase {
  readonly inputs: readonly InputSpec[];
  readonly run: (...tensors: never[]) => tf.Tensor | tf.Tensor[];
  /** Why no gradient is compared; left out where TF.js has one. */
  readonly noGradient?: string;
  /** Largest allowed absolute error relative to 1 + |value|. Default 1e-5. */
  readonly tolerance?: number;
}

/** Uniform float32 values. */
export const floats = (shape: readonly number[], low = -2, high = 2): InputSpec => ({
  dtype: 'float32',
  shape,
  range: [low, high],
});
/** Uniform integers, bounds included. */
export const ints = (shape: readonly number[], low = -5, high = 5): InputSpec => ({
  dtype: 'int32',
  shape,
  range: [low, high],
});
/** Random bools. */
export const flags = (shape: readonly number[]): InputSpec => ({ dtype: 'bool', shape, range: [0, 1] });

/** Reasons for which no gradient is compared. */
export const notDifferentiable = 'the result is not a differentiable function of floats';
export const noGradient = 'TF.js has no gradient for it';

/** A call with one float tensor [3, 4]. */
export function unary(
  run: (x: tf.Tensor) => tf.Tensor,
  low = -2,
  high = 2,
  more: Partial<KernelCase> = {},
): KernelCase {
  return { inputs: [floats([3, 4], low, high)], run, ...more };
}

/** A batch of small images. */
export const image = floats([2, 7, 6, 3]);
