import * as tf from '@tensorflow/tfjs-core';

import type { ActionFeature, ActionGrid } from './action-set.ts';

/** A number as two float32 that sum to it up to 2⁻⁴⁸ of its size. */
function twoFloats(value: number): readonly [number, number] {
  const high = Math.fround(value);
  return [high, Math.fround(value - high)];
}

/** What is lost where two float32 are added (Knuth 1997, 4.2.2). */
function lostInSum(a: tf.Tensor, b: tf.Tensor, sum: tf.Tensor): tf.Tensor {
  const second = tf.sub(sum, a);
  return tf.add(tf.sub(a, tf.sub(sum, second)), tf.sub(b, second));
}

/** The upper twelve bits of a float32 (Dekker 1971), so that products of two of them are exact. */
function upperHalf(a: tf.Tensor): tf.Tensor {
  const scaled = tf.mul(a, 4097);
  return tf.sub(scaled, tf.sub(scaled, a));
}

/** What is lost where two float32 are multiplied (Dekker 1971). */
function lostInProduct(a: tf.Tensor, b: tf.Tensor, product: tf.Tensor): tf.Tensor {
  const [aHigh, bHigh] = [upperHalf(a), upperHalf(b)];
  const [aLow, bLow] = [tf.sub(a, aHigh), tf.sub(b, bHigh)];
  const first = tf.add(tf.sub(tf.mul(aHigh, bHigh), product), tf.mul(aHigh, bLow));
  return tf.add(tf.add(first, tf.mul(aLow, bHigh)), tf.mul(aLow, bLow));
}

/** A constant `[1, grids, 1]` of something of each grid. */
function constant(grids: readonly ActionGrid[], valueOf: (grid: ActionGrid) => number): tf.Tensor3D {
  return tf.tensor3d(grids.map(valueOf), [1, grids.length, 1]);
}

/**
 * The values with the given numbers, `(n · step − offset) / scale` as `gridValue` has it in double precision: twice the
 * float32 digits are carried, since the difference of two large numbers is what is wanted.
 */
function valuesOf(n: tf.Tensor, grids: readonly ActionGrid[]): tf.Tensor {
  const step = constant(grids, (grid) => twoFloats(grid.step / grid.scale)[0]);
  const stepRest = constant(grids, (grid) => twoFloats(grid.step / grid.scale)[1]);
  const mean = constant(grids, (grid) => -twoFloats(grid.offset / grid.scale)[0]);
  const meanRest = constant(grids, (grid) => twoFloats(grid.offset / grid.scale)[1]);
  const product = tf.mul(n, step);
  const sum = tf.add(product, mean);
  const lost = tf.add(lostInProduct(n, step, product), lostInSum(product, mean, sum));
  return tf.add(sum, tf.add(lost, tf.sub(tf.mul(n, stepRest), meanRest)));
}

/**
 * The values of three neighbours on the grid of each feature round what is wanted, `[n, features, 3]`, ascending.
 *
 * @param features - All with a grid.
 * @param near - Where to look, `[n, features]`: the candidate clipped to the permitted range.
 */
export function gridNeighbours(features: readonly ActionFeature[], near: tf.Tensor2D): tf.Tensor3D {
  const grids = features.map((feature) => feature.grid!);
  const wanted = tf.expandDims(near, 2);
  const perStep = constant(grids, ({ step, scale }) => scale / step);
  const mean = constant(grids, ({ step, offset }) => offset / step);
  const first = tf.round(tf.add(tf.mul(wanted, perStep), mean));
  // The first guess may be some steps off where the number of the step is large.
  const n = tf.add(first, tf.round(tf.mul(tf.sub(wanted, valuesOf(first, grids)), perStep)));
  return valuesOf(tf.add(n, tf.tensor3d([-1, 0, 1], [1, 1, 3])), grids) as tf.Tensor3D;
}
