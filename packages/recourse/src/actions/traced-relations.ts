import * as tf from '@tensorflow/tfjs-core';

import type { ActionFeature, ActionSet } from './action-set.ts';
import { rawUnitsOf } from './raw-units.ts';
import { rawSlack, resolveRelations, type ResolvedRelation } from './relations.ts';

/** `[n, 1]`: one column. */
function columnOf(rows: tf.Tensor2D, { start }: ActionFeature): tf.Tensor2D {
  return tf.slice(rows, [0, start], [rows.shape[0], 1]);
}

/** `[n, 1]`: by how much the first exceeds the second, raw, beyond rounding; as `excessOf`. */
function excess(lower: ActionFeature, low: tf.Tensor2D, upper: ActionFeature, high: tf.Tensor2D): tf.Tensor {
  const [a, b] = [rawUnitsOf(lower), rawUnitsOf(upper)];
  const difference = tf.add(tf.sub(tf.mul(low, a.scale), tf.mul(high, b.scale)), a.offset - b.offset);
  const size = (value: tf.Tensor, { scale, offset }: typeof a) =>
    tf.add(tf.mul(tf.add(tf.abs(value), 1), scale), Math.abs(offset));
  return tf.sub(difference, tf.mul(tf.add(size(low, a), size(high, b)), rawSlack));
}

/** `[n, 1]`: whether a person has no value of one of the features. */
function anyAbsent(x: tf.Tensor2D, features: readonly ActionFeature[]): tf.Tensor | null {
  const columns = features.flatMap(({ absentColumns = [] }) => absentColumns);
  if (columns.length === 0) return null;
  return tf.greater(tf.max(tf.gather(x, tf.tensor1d(columns, 'int32'), 1), 1, true), 0.5);
}

/** `[n, 1]`: whether a relation is broken. */
function isBroken(x: tf.Tensor2D, point: tf.Tensor2D, { kind, bound, other }: ResolvedRelation): tf.Tensor {
  const [low, high] = [columnOf(point, bound), columnOf(point, other)];
  const [lowBefore, highBefore] = [columnOf(x, bound), columnOf(x, other)];
  if (kind === 'rises-only-with') {
    return tf.logicalAnd(tf.greater(low, lowBefore), tf.lessEqual(high, highBefore));
  }
  const changed = tf.logicalOr(tf.notEqual(low, lowBefore), tf.notEqual(high, highBefore));
  const heldBefore = tf.lessEqual(excess(bound, lowBefore, other, highBefore), 0);
  const now = tf.greater(excess(bound, low, other, high), 0);
  const broken = tf.logicalAnd(changed, tf.logicalAnd(heldBefore, now));
  const absent = anyAbsent(x, [bound, other]);
  return absent === null ? broken : tf.logicalAnd(broken, tf.logicalNot(absent));
}

/** `putBack` as traceable TF.js ops. */
export function tracedPutBack(x: tf.Tensor2D, point: tf.Tensor2D, actionSet: ActionSet): tf.Tensor2D {
  const relations = resolveRelations(actionSet);
  const mask = ({ start }: ActionFeature) => {
    const data = new Float32Array(actionSet.width);
    data[start] = 1;
    return tf.greater(tf.tensor2d(data, [1, actionSet.width]), 0.5);
  };
  let repaired = point;
  for (let round = 0; round < 2 * relations.length; round += 1) {
    for (const relation of relations) {
      const { bound, other } = relation;
      const broken = isBroken(x, repaired, relation);
      const rises = tf.greater(columnOf(repaired, bound), columnOf(x, bound));
      const first = tf.logicalAnd(mask(bound), tf.logicalAnd(broken, rises));
      const second = tf.logicalAnd(mask(other), tf.logicalAnd(broken, tf.logicalNot(rises)));
      repaired = tf.where<tf.Tensor2D>(tf.logicalOr(first, second), x, repaired);
    }
  }
  return repaired;
}
