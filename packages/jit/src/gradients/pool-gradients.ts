import * as tf from '@tensorflow/tfjs-core';

import { poolPlan, type PoolAttrs, type PoolPlan } from '../lowerings/windows/pool-plan.ts';
import { axesOf } from '../lowerings/windows/windows.ts';
import type { Correction, Corrections } from './correction.ts';
import { inRange, takeInRange } from './take-in-range.ts';

/** Attributes of a pool as a kernel takes them. */
const asAttributes = (attrs: PoolAttrs): tf.NamedAttrMap => ({ ...attrs });

/** The same windows with paddings spelt out, since TF.js's gradient of the mean takes no rounding mode. */
function spelledOut({ filterSize, strides, pad, dimRoundingMode }: PoolAttrs, plan: PoolPlan): PoolAttrs {
  if (dimRoundingMode === undefined || plan.kernel.length === 3) {
    return { filterSize, strides, pad, ...(dimRoundingMode === undefined ? {} : { dimRoundingMode }) };
  }
  const [rows, columns] = axesOf(plan.info).map(({ size, out, stride, filter, before }): [number, number] => [
    before,
    (out - 1) * stride + filter - size - before,
  ]) as [[number, number], [number, number]];
  return { filterSize, strides, pad: [[0, 0], rows, columns, [0, 0]] };
}

/** A factor for each window, over [1, ...spatial, 1]; undefined where it is 1 for all of them. */
function perWindow(plan: PoolPlan, factor: (count: number) => number): tf.Tensor | undefined {
  const factors = Float32Array.from(plan.counts, factor);
  return factors.every((value) => value === 1) ? undefined : tf.tensor(factors, [1, ...plan.out, 1]);
}

/**
 * Gradient of a mean over the cells of each window inside the input. TF.js's kernel divides by the whole window:
 * make up for it.
 */
function meanPool(kernel: 'AvgPoolGrad' | 'AvgPool3DGrad'): Correction<PoolAttrs> {
  return {
    inputs: ['x'],
    gradient: (dy, [x], attrs) => ({
      x: () => {
        const plan = poolPlan(x!.shape, attrs);
        if (plan.identity) return tf.clone(dy);
        const share = perWindow(plan, (count) => (count === 0 ? 0 : plan.size / count));
        return tf
          .engine()
          .runKernel<tf.Tensor>(
            kernel,
            { dy: share === undefined ? dy : tf.mul(dy, share), input: x! },
            asAttributes(spelledOut(attrs, plan)),
          );
      },
    }),
  };
}

/** Its own gradient: the sum over each window, divided by the whole window. */
function meanPoolAgain(kernel: 'AvgPool' | 'AvgPool3D'): Correction<PoolAttrs> {
  return {
    inputs: ['input'],
    gradient: (g, [x], attrs) => ({
      input: () => tf.zeros(x!.shape),
      dy: () => {
        const plan = poolPlan(x!.shape, attrs);
        if (plan.identity) return tf.clone(g);
        const mean = tf.engine().runKernel<tf.Tensor>(kernel, { x: g }, asAttributes(attrs));
        const share = perWindow(plan, (count) => count / plan.size);
        if (share === undefined) return mean;
        // The mean over nothing is no number.
        return tf.mul(tf.where(tf.greater(share, 0), mean, tf.zerosLike(mean)), share);
      },
    }),
  };
}

/** Gradient of a maximum over windows, to where each maximum is. */
const maximumPool: Correction<PoolAttrs> = {
  inputs: ['x'],
  outputs: () => [true, false],
  gradient: (dy, [x, pooled], attrs) => ({
    x: () =>
      poolPlan(x!.shape, attrs).identity
        ? tf.clone(dy)
        : tf
            .engine()
            .runKernel<tf.Tensor>('MaxPoolGrad', { dy, input: x!, output: pooled! }, asAttributes(attrs)),
  }),
};

/**
 * Gradients of pools and, for second derivatives, those of their gradients. TF.js divides that of the mean by
 * cells of the padding, forgets a rounding mode, and has none for maxima with positions.
 */
export const poolGradients = {
  AvgPool: meanPool('AvgPoolGrad'),
  AvgPool3D: meanPool('AvgPool3DGrad'),
  AvgPoolGrad: meanPoolAgain('AvgPool'),
  AvgPool3DGrad: meanPoolAgain('AvgPool3D'),
  MaxPool: maximumPool,
  MaxPoolWithArgmax: maximumPool,
  MaxPoolGrad: {
    inputs: ['dy', 'input'],
    gradient: (g, [dy, x], attrs: PoolAttrs) => ({
      input: () => tf.zeros(x!.shape),
      output: () => tf.zeros(dy!.shape),
      dy: () => {
        if (poolPlan(x!.shape, attrs).identity) return tf.clone(g);
        const [, positions] = tf
          .engine()
          .runKernel<[tf.Tensor, tf.Tensor]>(
            'MaxPoolWithArgmax',
            { x: x! },
            { ...asAttributes(attrs), includeBatchInIndex: true },
          );
        const flat = tf.reshape(positions, [positions.size]);
        return tf.reshape(takeInRange(tf.reshape(g, [g.size]), flat, inRange(flat, g.size)), dy!.shape);
      },
    }),
  },
} satisfies Corrections;
