import * as tf from '@tensorflow/tfjs-core';

import type { VaeColumns, VaeParameters } from './vae.ts';

/** Largest size of what goes into an exponential. */
const most = 12;

/** Mean and logarithm of the variance of the latent points of rows, `[n, latent]` each. Traced. */
export function encodeRows(
  parameters: VaeParameters<tf.Tensor>,
  x: tf.Tensor2D,
): { readonly mean: tf.Tensor2D; readonly logVariance: tf.Tensor2D } {
  const p = parameters as VaeParameters<tf.Tensor2D>;
  const h = tf.relu(tf.add<tf.Tensor2D>(tf.matMul(x, p.into), p.intoBias));
  return {
    mean: tf.add(tf.matMul(h, p.mean), p.meanBias),
    logVariance: tf.clipByValue(tf.add<tf.Tensor2D>(tf.matMul(h, p.spread), p.spreadBias), -most, most),
  };
}

/**
 * Rows of latent points, `[n, d]`: numbers as they are, groups as shares that add up to 1. Traced.
 *
 * @param x - `[n, d]`, of which the given columns are read.
 */
export function decodeRows(
  parameters: VaeParameters<tf.Tensor>,
  { width, groups, given }: VaeColumns,
  z: tf.Tensor2D,
  x: tf.Tensor2D,
): tf.Tensor2D {
  const p = parameters as VaeParameters<tf.Tensor2D>;
  const input = given.length === 0 ? z : tf.concat([z, tf.gather(x, tf.tensor1d([...given], 'int32'), 1)], 1);
  const h = tf.relu(tf.add<tf.Tensor2D>(tf.matMul(input, p.back), p.backBias));
  const raw: tf.Tensor2D = tf.add(tf.matMul(h, p.out), p.outBias);
  if (groups.length === 0) return raw;
  const member = membership(width, groups);
  const inGroup = tf.sum(member, 1);
  const powers: tf.Tensor2D = tf.mul(tf.exp(tf.clipByValue(raw, -most, most)), inGroup);
  const sums = tf.matMul(tf.matMul(powers, member), member, false, true);
  const shares = tf.div(powers, tf.add(sums, tf.sub(1, inGroup)));
  return tf.add(tf.mul(raw, tf.sub(1, inGroup)), shares);
}

/**
 * The loss of rows, a scalar: half the squared error of numbers over their variance, cross-entropy of groups, over the columns
 * that are not given, and `divergence` times the divergence of the latent points from a standard normal (Kingma and Welling
 * 2014, eq. 10). Traced.
 *
 * @param noise - `[n, latent]`, standard normal.
 */
export function vaeLoss(
  parameters: VaeParameters<tf.Tensor>,
  columns: VaeColumns,
  x: tf.Tensor2D,
  noise: tf.Tensor2D,
  divergence: number,
): tf.Scalar {
  const { mean, logVariance } = encodeRows(parameters, x);
  const z: tf.Tensor2D = tf.add(mean, tf.mul(noise, tf.exp(tf.mul(logVariance, 0.5))));
  const made = decodeRows(parameters, columns, z, x);
  const isMade = new Float32Array(columns.width).fill(1);
  for (const column of columns.given) isMade[column] = 0;
  const inGroup = new Float32Array(columns.width);
  for (const { start, width } of columns.groups) inGroup.fill(1, start, start + width);
  const numbers = tf.tensor1d(isMade.map((made01, c) => made01 * (1 - inGroup[c]!)));
  const shares = tf.tensor1d(isMade.map((made01, c) => made01 * inGroup[c]!));
  const squares = tf.mul(tf.square(tf.sub(made, x)), numbers);
  const surprise = tf.mul(tf.mul(tf.log(tf.add(tf.relu(made), 1e-6)), x), shares);
  const error = tf.sub(tf.mul(tf.sum(squares, 1), 0.5 / numberVariance), tf.sum(surprise, 1));
  const spread = tf.sub(tf.add(tf.square(mean), tf.exp(logVariance)), tf.add(logVariance, 1));
  return tf.mean<tf.Scalar>(tf.add(error, tf.mul(tf.sum(spread, 1), 0.5 * divergence)));
}

/** Variance with which a number is taken to lie round what is made of it, in encoded units. */
const numberVariance = 0.1;

/** `[d, groups]`, 1 where a column belongs to a group. */
function membership(columns: number, groups: VaeColumns['groups']): tf.Tensor2D {
  const data = new Float32Array(columns * groups.length);
  groups.forEach(({ start, width }, g) => {
    for (let c = start; c < start + width; c += 1) data[c * groups.length + g] = 1;
  });
  return tf.tensor2d(data, [columns, groups.length]);
}
