import * as tf from '@tensorflow/tfjs-core';

import type { ActionFeature, ActionSet } from '../action-set.ts';
import { placement } from '../traced-parts.ts';
import { resolveRelations } from './resolved-relation.ts';

/**
 * Which of the features change: the `k` largest positive gains, ties to the feature listed first; 0 or 1. Those above the k-th
 * largest gain, and of those equal to it the first that find a place: work and memory grow with features, not their pairs.
 */
export function keepLargest(gains: tf.Tensor2D, order: readonly number[], sparsity: number): tf.Tensor2D {
  const positive = tf.greater(gains, 0);
  if (sparsity === 0) return tf.zerosLike(gains);
  if (order.length <= sparsity) return tf.cast(positive, 'float32') as tf.Tensor2D;
  const listed = Array.from(order.keys()).sort((a, b) => order[a]! - order[b]!);
  const places = new Int32Array(order.length);
  listed.forEach((i, place) => (places[i] = place));
  const inOrder = tf.gather(gains, tf.tensor1d(listed, 'int32'), 1);
  const { values } = tf.topk(inOrder, sparsity);
  const last = tf.slice(values, [0, sparsity - 1], [gains.shape[0], 1]);
  const above = tf.cast(tf.greater(inOrder, last), 'float32');
  const equal = tf.cast(tf.equal(inOrder, last), 'float32');
  const left = tf.sub(sparsity, tf.sum(above, 1, true));
  const isPlaced = tf.mul(equal, tf.cast(tf.lessEqual(tf.cumsum(equal, 1), left), 'float32'));
  const kept = tf.gather(tf.add(above, isPlaced), tf.tensor1d(places, 'int32'), 1);
  return tf.mul<tf.Tensor2D>(kept, tf.cast(positive, 'float32'));
}

/** The gains with 0 in place of those that are not among the largest of a subset whose changes are limited. */
export function withinSubsets(
  gains: tf.Tensor2D,
  features: readonly ActionFeature[],
  actionSet: ActionSet,
): tf.Tensor2D {
  return resolveRelations(actionSet).reduce((left, relation) => {
    if (relation.kind !== 'subset-limit') return left;
    const places = Array.from(features.keys()).filter((i) => relation.features.includes(features[i]!));
    if (places.length <= relation.atMost) return left;
    const own = tf.gather(left, tf.tensor1d(places, 'int32'), 1);
    const order = places.map((i) => actionSet.features.indexOf(features[i]!));
    const within = placement(
      places.length,
      features.length,
      places.map((i, row) => [row, i] as const),
    );
    const outside = placement(
      1,
      features.length,
      Array.from(features.keys()).flatMap((i) => (places.includes(i) ? [] : [[0, i] as const])),
    );
    const kept = tf.add(tf.matMul(keepLargest(own, order, relation.atMost), within), outside);
    return tf.where<tf.Tensor2D>(tf.greater(kept, 0.5), left, 0);
  }, gains);
}
