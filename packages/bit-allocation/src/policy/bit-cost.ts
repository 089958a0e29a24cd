import * as tf from '@tensorflow/tfjs-core';
import type { LayerSize } from '../allocation.ts';

/**
 * The bits that a choice of candidates costs, differentiable: `Σ_l n_l b̄_l`, `b̄_l = Σ_r z_{l,r} b_r` (CFQ §4.2).
 *
 * @param selection float32 `[layers, candidates]`: a one-hot sample, or probabilities for the expectation.
 * @param layers in the order of the rows.
 * @param candidates in the order of the columns.
 * @returns scalar, in bits.
 */
export function bitCost(
  selection: tf.Tensor2D,
  layers: readonly LayerSize[],
  candidates: readonly number[],
): tf.Scalar {
  const cost = layers.map(({ parameters }) => candidates.map((bits) => parameters * bits));
  return tf.sum<tf.Scalar>(tf.mul(selection, tf.tensor2d(cost)));
}

/**
 * {@link bitCost} per weight, `Σ_l n_l b̄_l / Σ_l n_l`: between the smallest and the largest candidate whatever the
 * size of the model, so that one penalty weight serves every model.
 */
export function expectedAverageBits(
  selection: tf.Tensor2D,
  layers: readonly LayerSize[],
  candidates: readonly number[],
): tf.Scalar {
  const weights = layers.reduce((sum, { parameters }) => sum + parameters, 0);
  const share = layers.map(({ parameters }) => candidates.map((bits) => (parameters / weights) * bits));
  return tf.sum<tf.Scalar>(tf.mul(selection, tf.tensor2d(share)));
}
