import * as tf from '@tensorflow/tfjs-core';

import type { Correction, Corrections } from './correction.ts';

/** Shape of x with the reduced axes kept as 1. */
function keptShape(x: tf.Tensor, axes: readonly number[]): number[] {
  return x.shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent));
}

/** The reduced axes of a kernel call; TF.js leaves them out for all of them. */
function axesOf(axis: number | number[] | null | undefined, x: tf.Tensor): number[] {
  return axis === null || axis === undefined
    ? x.shape.map((_, i) => i)
    : tf.util.parseAxisParam(axis, x.shape);
}

/** Every element equal to the extreme value of its slice passes the whole gradient, as in TF.js. */
function extremum(reduce: typeof tf.max): Correction<{ reductionIndices?: number[]; axis?: number[] }> {
  return {
    inputs: ['x'],
    gradient: (dy, [x], { reductionIndices, axis }) => {
      const axes = axesOf(reductionIndices ?? axis, x!);
      const kept = keptShape(x!, axes);
      const mask = (): tf.Tensor => tf.cast(tf.equal(x!, tf.reshape(reduce(x!, axes), kept)), 'float32');
      return { x: () => tf.mul(tf.reshape(dy, kept), mask()) };
    },
  };
}

/** The product of all other elements along the last axis: of those before times of those behind. */
function productOfOthers(x: tf.Tensor): tf.Tensor {
  const axis = x.rank - 1;
  return tf.mul(tf.cumprod(x, axis, true, false), tf.cumprod(x, axis, true, true));
}

/** x moved along an axis towards its beginning by `by`, zeros coming in at the end. */
function advance(x: tf.Tensor, axis: number, by: number): tf.Tensor {
  const begin = x.shape.map((_, i) => (i === axis ? by : 0));
  const paddings = x.shape.map((_, i): [number, number] => [0, i === axis ? by : 0]);
  return tf.pad(tf.slice(x, begin), paddings);
}

/**
 * s with s[i] = b[i] + a[i] · s[i + 1], zero behind the end, by doubling. No division, so that zeros do no harm.
 */
function backwardRecurrence(a: tf.Tensor, b: tf.Tensor, axis: number): tf.Tensor {
  let [factor, sum] = [a, b];
  for (let step = 1; step < b.shape[axis]!; step *= 2) {
    sum = tf.add(sum, tf.mul(factor, advance(sum, axis, step)));
    factor = tf.mul(factor, advance(factor, axis, step));
  }
  return sum;
}

/** Gradient of an inclusive cumulative product from the front. */
function cumulativeProduct(x: tf.Tensor, dy: tf.Tensor, axis: number): tf.Tensor {
  const before = tf.cumprod(x, axis, true);
  return tf.mul(before, backwardRecurrence(advance(x, axis, 1), dy, axis));
}

/**
 * Gradients of reductions and running totals.
 *
 * - max and min compute from inputs, for the sake of second derivatives; TF.js saves the output.
 * - cumsum is right along every axis, where TF.js transposes all but the last.
 * - TF.js has none for cumprod, and none that runs for prod.
 */
export const reductionGradients = {
  Cumprod: {
    inputs: ['x'],
    gradient: (dy, [x], { axis, exclusive, reverse }: tf.CumprodAttrs) => ({
      x: () => {
        const [along] = tf.util.parseAxisParam(axis, x!.shape) as [number];
        const turned = (y: tf.Tensor): tf.Tensor => (reverse ? tf.reverse(y, along) : y);
        const upstream = exclusive ? advance(turned(dy), along, 1) : turned(dy);
        return turned(cumulativeProduct(turned(x!), upstream, along));
      },
    }),
  },
  Cumsum: {
    inputs: ['x'],
    gradient: (dy, _x, { axis, exclusive, reverse }: tf.CumsumAttrs) => ({
      // Left out, `reverse` is undefined.
      x: () => tf.cumsum(dy, axis, exclusive, !(reverse as boolean | undefined)),
    }),
  },
  Max: extremum(tf.max),
  Min: extremum(tf.min),
  Prod: {
    inputs: ['x'],
    gradient: (dy, [x], { axis }: tf.ProdAttrs) => ({
      x: () => {
        const axes = axesOf(axis, x!);
        const order = [...x!.shape.keys()].filter((i) => !axes.includes(i)).concat(axes);
        const moved = tf.transpose(x!, order);
        const outer = moved.shape.slice(0, x!.rank - axes.length);
        const reduced = tf.util.sizeFromShape(axes.map((i) => x!.shape[i]!));
        const others = productOfOthers(tf.reshape(moved, [...outer, reduced]));
        const back = order.map((_, i) => order.indexOf(i));
        const slope = tf.transpose(tf.reshape(others, moved.shape), back);
        return tf.mul(tf.reshape(dy, keptShape(x!, axes)), slope);
      },
    }),
  },
} satisfies Corrections;
