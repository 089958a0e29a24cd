import * as tf from '@tensorflow/tfjs-core';

import type { ActionSet } from '../actions/action-set.ts';
import { featureWeights, linearShare, type CostSpec } from './cost-spec.ts';

/** Keeps the root of the L2 norm differentiable at 0. */
const tiny = 1e-12;

/**
 * The cost of actions as traceable TF.js ops, differentiable almost everywhere. On reachable actions it equals
 * {@link cost} up to `1e-6`; between them a one-hot group costs its weight times the mass that enters new categories.
 *
 * @param delta - `[n, d]`.
 * @returns `[n]`.
 */
export function tracedCost(delta: tf.Tensor2D, actionSet: ActionSet, spec: CostSpec): tf.Tensor1D {
  const weights = featureWeights(actionSet, spec);
  const share = linearShare[spec.norm];
  const numbers = new Float32Array(actionSet.width);
  const groups = new Float32Array(actionSet.width);
  actionSet.features.forEach((feature, f) => {
    const columns = feature.kind === 'categorical' ? groups : numbers;
    columns.fill(weights[f]!, feature.start, feature.start + feature.width);
  });
  const shape: [number, number] = [1, actionSet.width];
  const size = tf.mul(tf.abs(delta), tf.tensor2d(numbers, shape));
  const entered = tf.relu(delta);
  const sum = tf.sum(tf.add(size, tf.mul(entered, tf.tensor2d(groups, shape))), 1);
  if (share === 1) return sum as tf.Tensor1D;
  const squaredGroups = groups.map((weight) => weight * weight);
  const squares = tf.sum(tf.add(tf.square(size), tf.mul(entered, tf.tensor2d(squaredGroups, shape))), 1);
  const root = tf.sqrt(tf.add(squares, tiny));
  return tf.add(tf.mul(sum, share), tf.mul(root, 1 - share));
}
