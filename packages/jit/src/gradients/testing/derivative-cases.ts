import * as tf from '@tensorflow/tfjs-core';

import type { DerivativeCase } from './expect-derivatives.ts';
import { elementwiseDerivatives } from './elementwise-derivatives.ts';
import { indexingDerivatives } from './indexing-derivatives.ts';
import { layoutDerivatives } from './layout-derivatives.ts';
import { reductionDerivatives } from './reduction-derivatives.ts';
import { windowDerivatives } from './window-derivatives.ts';

/** Functions through each corrected kernel, smooth at the values drawn. */
export const derivativeCases: Readonly<Record<string, readonly DerivativeCase[]>> = {
  ...elementwiseDerivatives,
  ...indexingDerivatives,
  ...layoutDerivatives,
  ...reductionDerivatives,
  ...windowDerivatives,
};

/** Gradients at points where a function has corners, poles or steps. */
export const limitCases: readonly {
  readonly title: string;
  readonly f: (x: tf.Tensor1D) => tf.Tensor;
  readonly at: number[];
  readonly gradient: number[];
}[] = [
  { title: 'x⁰ is flat, at 0 too', f: (x) => tf.pow(x, 0), at: [0, 2], gradient: [0, 0] },
  { title: 'x¹ at 0', f: (x) => tf.pow(x, 1), at: [0, 2], gradient: [1, 1] },
  {
    title: 'the second derivative of x² at 0',
    f: (x) => tf.grad((y) => tf.sum(tf.pow(y, 2)))(x),
    at: [0, 3],
    gradient: [2, 2],
  },
  {
    title: 'the second derivative of selu and elu where the exponential overflows',
    f: (x) => tf.grad((y) => tf.sum(tf.add(tf.square(tf.selu(y)), tf.elu(y))))(x),
    at: [100],
    gradient: [2 * Math.fround(tf.backend_util.SELU_SCALE) ** 2].map(Math.fround),
  },
  { title: 'the norm of nothing but zeros', f: (x) => tf.norm(x), at: [0, 0], gradient: [0, 0] },
  {
    title: 'the Frobenius norm of nothing but zeros',
    f: (x) => tf.norm(tf.reshape(x, [1, 2]), 'fro', [0, 1]),
    at: [0, 0],
    gradient: [0, 0],
  },
  {
    title: 'a root alone is as steep as it is',
    f: (x) => tf.sqrt(x),
    at: [0, 4],
    gradient: [Infinity, 0.25],
  },
  {
    title: 'a cast to whole numbers and back is flat',
    f: (x) => tf.cast(tf.cast(x, 'int32'), 'float32'),
    at: [1.7, -0.2],
    gradient: [0, 0],
  },
  { title: 'floorDiv is flat', f: (x) => tf.floorDiv(x, 2), at: [5, -3], gradient: [0, 0] },
  {
    title: 'positions are flat, whole numbers or not',
    f: (x) => tf.add(tf.argMax(tf.cast(x, 'int32')), tf.sum(tf.mul(x, tf.cast(tf.argMin(x), 'float32')))),
    at: [5, -3],
    gradient: [1, 1],
  },
  {
    title: 'a product of a slice with zeros',
    f: (x) => tf.prod(x),
    at: [2, 0, 3],
    gradient: [0, 6, 0],
  },
  {
    title: 'a cumulative product through zeros',
    f: (x) => tf.cumprod(x),
    at: [2, 0, 3],
    gradient: [1, 8, 0],
  },
];
