import * as tf from '@tensorflow/tfjs-core';

import type { ActionFeature, ActionSet } from '../action-set.ts';
import { rawUnitsOf } from '../raw-units.ts';
import { placement } from '../traced-parts.ts';
import { rawSlack } from './excess.ts';
import { isContinuous, roundsOf } from './put-back.ts';
import {
  resolveRelations,
  type ResolvedLinear,
  type ResolvedPair,
  type ResolvedSubset,
} from './resolved-relation.ts';

/** `[n, 1]`: one column. */
function columnOf(rows: tf.Tensor2D, { start }: ActionFeature): tf.Tensor2D {
  return tf.slice(rows, [0, start], [rows.shape[0], 1]);
}

/** `[1, d]`: 1 in the columns of a feature. */
function maskOf({ start, width: span }: ActionFeature, width: number): tf.Tensor2D {
  return placement(
    1,
    width,
    Array.from({ length: span }, (_, c) => [0, start + c] as const),
  );
}

/** `[n, 1]`: by how much the first exceeds the second, raw, beyond rounding; as `excessOf`. */
function excess(lower: ActionFeature, low: tf.Tensor2D, upper: ActionFeature, high: tf.Tensor2D): tf.Tensor {
  const [a, b] = [rawUnitsOf(lower), rawUnitsOf(upper)];
  const difference = tf.add(tf.sub(tf.mul(low, a.scale), tf.mul(high, b.scale)), a.offset - b.offset);
  const size = (value: tf.Tensor, { scale, offset }: typeof a) =>
    tf.add(tf.mul(tf.add(tf.abs(value), 1), scale), Math.abs(offset));
  return tf.sub(difference, tf.mul(tf.add(size(low, a), size(high, b)), rawSlack));
}

/** `[n, 1]`: by how much the sum of a linear relation exceeds what it is at most; as `linearExcess`. */
function linearExcess(
  point: tf.Tensor2D,
  { features, coefficients, atMost }: ResolvedLinear,
  forgiven: number,
): tf.Tensor2D {
  let sum: tf.Tensor = tf.zeros([point.shape[0], 1]);
  let size: tf.Tensor = tf.zeros([point.shape[0], 1]);
  let constant = -atMost;
  let bounds = Math.abs(atMost);
  features.forEach((feature, place) => {
    const { scale, offset } = rawUnitsOf(feature);
    const value = columnOf(point, feature);
    const coefficient = coefficients[place]!;
    constant += coefficient * offset;
    bounds += Math.abs(coefficient) * (Math.abs(offset) + scale);
    sum = tf.add(sum, tf.mul(value, coefficient * scale));
    size = tf.add(size, tf.mul(tf.abs(value), Math.abs(coefficient) * scale));
  });
  return tf.sub(tf.add(sum, constant), tf.mul(tf.add(size, bounds), forgiven * rawSlack));
}

/** `[n, 1]`: whether a person has no value of one of the features. */
function anyAbsent(x: tf.Tensor2D, features: readonly ActionFeature[]): tf.Tensor | null {
  const columns = features.flatMap(({ absentColumns = [] }) => absentColumns);
  if (columns.length === 0) return null;
  return tf.greater(tf.max(tf.gather(x, tf.tensor1d(columns, 'int32'), 1), 1, true), 0.5);
}

const asked = (broken: tf.Tensor, absent: tf.Tensor | null) =>
  absent === null ? broken : tf.logicalAnd(broken, tf.logicalNot(absent));

/** `[n, 1]`: whether a relation is broken. */
function isBroken(x: tf.Tensor2D, point: tf.Tensor2D, { kind, bound, other }: ResolvedPair): tf.Tensor {
  const [low, high] = [columnOf(point, bound), columnOf(point, other)];
  const [lowBefore, highBefore] = [columnOf(x, bound), columnOf(x, other)];
  if (kind === 'rises-only-with') {
    return tf.logicalAnd(tf.greater(low, lowBefore), tf.lessEqual(high, highBefore));
  }
  const changed = tf.logicalOr(tf.notEqual(low, lowBefore), tf.notEqual(high, highBefore));
  const heldBefore = tf.lessEqual(excess(bound, lowBefore, other, highBefore), 0);
  const now = tf.greater(excess(bound, low, other, high), 0);
  const broken = tf.logicalAnd(changed, tf.logicalAnd(heldBefore, now));
  return asked(broken, anyAbsent(x, [bound, other]));
}

/** `[n, 1]`: whether a linear relation is broken; that something changed goes without saying where it held before. */
function isSumBroken(x: tf.Tensor2D, point: tf.Tensor2D, relation: ResolvedLinear): tf.Tensor {
  const heldBefore = tf.lessEqual(linearExcess(x, relation, 1), 0);
  const now = tf.greater(linearExcess(point, relation, 1), 0);
  return asked(tf.logicalAnd(heldBefore, now), anyAbsent(x, relation.features));
}

/** `[n, 1]`: whether a term raises the sum of its relation. */
function raises(x: tf.Tensor2D, point: tf.Tensor2D, feature: ActionFeature, coefficient: number): tf.Tensor {
  const change = tf.sub(columnOf(point, feature), columnOf(x, feature));
  return tf.greater(tf.mul(change, Math.sign(coefficient)), 0);
}

function takeBackInPart(x: tf.Tensor2D, point: tf.Tensor2D, relation: ResolvedLinear): tf.Tensor2D {
  const { features, coefficients } = relation;
  const broken = isSumBroken(x, point, relation);
  return features.reduce<tf.Tensor2D>((repaired, feature, place) => {
    if (!isContinuous(feature)) return repaired;
    const more = linearExcess(repaired, relation, 0);
    const wrong = tf.logicalAnd(
      tf.logicalAnd(broken, tf.greater(more, 0)),
      raises(x, repaired, feature, coefficients[place]!),
    );
    const change = tf.sub(columnOf(repaired, feature), columnOf(x, feature));
    const rate = Math.abs(coefficients[place]!) * rawUnitsOf(feature).scale;
    const share = tf.minimum(1, tf.div(more, tf.maximum(tf.mul(tf.abs(change), rate), 1e-30)));
    const mask = tf.greater(maskOf(feature, x.shape[1]), 0.5);
    const taken = tf.sub<tf.Tensor2D>(repaired, tf.mul(share, change));
    return tf.where<tf.Tensor2D>(tf.logicalAnd(mask, wrong), taken, repaired);
  }, point);
}

function putBackSum(x: tf.Tensor2D, point: tf.Tensor2D, relation: ResolvedLinear): tf.Tensor2D {
  return relation.features.reduce((repaired, feature, place) => {
    const wrong = tf.logicalAnd(
      isSumBroken(x, repaired, relation),
      raises(x, repaired, feature, relation.coefficients[place]!),
    );
    const mask = tf.greater(maskOf(feature, x.shape[1]), 0.5);
    return tf.where<tf.Tensor2D>(tf.logicalAnd(mask, wrong), x, repaired);
  }, point);
}

/** Puts changes back from the last feature on, as long as there are more of them than are permitted. */
function putBackSubset(
  x: tf.Tensor2D,
  point: tf.Tensor2D,
  { features, atMost }: ResolvedSubset,
): tf.Tensor2D {
  let kept: tf.Tensor = tf.zeros([x.shape[0], 1]);
  return features.reduce((repaired, feature) => {
    const mask = maskOf(feature, x.shape[1]);
    const differs = tf.cast(tf.notEqual<tf.Tensor2D>(x, repaired), 'float32');
    const changed = tf.greater(tf.sum(tf.mul<tf.Tensor>(differs, mask), 1, true), 0.5);
    const excluded = tf.logicalAnd(changed, tf.greaterEqual(kept, atMost));
    kept = tf.add(kept, tf.cast(tf.logicalAnd(changed, tf.logicalNot(excluded)), 'float32'));
    return tf.where<tf.Tensor2D>(tf.logicalAnd(tf.greater(mask, 0.5), excluded), x, repaired);
  }, point);
}

function putBackPair(x: tf.Tensor2D, point: tf.Tensor2D, relation: ResolvedPair): tf.Tensor2D {
  const { bound, other } = relation;
  const mask = (feature: ActionFeature) => tf.greater(maskOf(feature, x.shape[1]), 0.5);
  const broken = isBroken(x, point, relation);
  const rises = tf.greater(columnOf(point, bound), columnOf(x, bound));
  const first = tf.logicalAnd(mask(bound), tf.logicalAnd(broken, rises));
  const second = tf.logicalAnd(mask(other), tf.logicalAnd(broken, tf.logicalNot(rises)));
  return tf.where<tf.Tensor2D>(tf.logicalOr(first, second), x, point);
}

/** `putBack` as traceable TF.js ops. */
export function tracedPutBack(x: tf.Tensor2D, point: tf.Tensor2D, actionSet: ActionSet): tf.Tensor2D {
  const relations = resolveRelations(actionSet);
  let repaired = point;
  for (const relation of relations) {
    if (relation.kind === 'linear') repaired = takeBackInPart(x, repaired, relation);
  }
  for (let round = 0; round < roundsOf(relations); round += 1) {
    for (const relation of relations) {
      if (relation.kind === 'linear') repaired = putBackSum(x, repaired, relation);
      else if (relation.kind === 'subset-limit') repaired = putBackSubset(x, repaired, relation);
      else repaired = putBackPair(x, repaired, relation);
    }
  }
  return repaired;
}
