import * as tf from '@tensorflow/tfjs-core';

import type { ActionFeature, ActionSet } from '../action-set.ts';
import { placement } from '../traced-parts.ts';
import { resolveRelations } from './resolved-relation.ts';

/** Which of the features change: the `k` largest positive gains, ties to the feature listed first; 0 or 1. */
export function keepLargest(gains: tf.Tensor2D, order: readonly number[], sparsity: number): tf.Tensor2D {
  const positive = tf.greater(gains, 0);
  if (order.length <= sparsity) return tf.cast(positive, 'float32') as tf.Tensor2D;
  const earlier = tf.tensor3d(
    order.flatMap((i) => order.map((j) => (j < i ? 1 : 0))),
    [1, order.length, order.length],
    'bool',
  );
  const mine = tf.expandDims(gains, 2);
  const theirs = tf.expandDims(gains, 1);
  const ahead = tf.logicalOr(tf.greater(theirs, mine), tf.logicalAnd(tf.equal(theirs, mine), earlier));
  const rank = tf.sum<tf.Tensor2D>(tf.cast(ahead, 'float32'), 2);
  return tf.cast(tf.logicalAnd<tf.Tensor2D>(positive, tf.less(rank, sparsity)), 'float32');
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
