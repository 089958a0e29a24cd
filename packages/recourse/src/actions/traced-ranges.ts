import * as tf from '@tensorflow/tfjs-core';

import type { ActionFeature, ActionSet } from './action-set.ts';
import { capSlack } from './permitted-range.ts';
import { closedColumns } from './permitted-rows.ts';
import { rawUnitsOf } from './raw-units.ts';
import { consequentFeatures } from './relations/consequences.ts';
import { withinConsequences } from './relations/traced-consequences.ts';
import { placement, unbounded } from './traced-parts.ts';

/** Bounds of single people as tensors, `[n, d]` each; see `ActionLimits`. Infinite ones may be any number beyond 1e38. */
export interface TracedLimits {
  readonly lower: tf.Tensor2D;
  readonly upper: tf.Tensor2D;
}

/** The lowest and highest values each person may reach in each column, `[n, d]` each; see {@link permittedRanges}. */
export interface TracedRanges {
  readonly lowest: tf.Tensor2D;
  readonly highest: tf.Tensor2D;
}

/** A constant row with a value for the first column of each feature that has one, and `rest` elsewhere. */
function rowOf(
  { width, features }: ActionSet,
  rest: number,
  valueOf: (feature: ActionFeature) => number | undefined,
): Float32Array {
  const row = new Float32Array(width).fill(rest);
  for (const feature of features) {
    const value = feature.immutable ? undefined : valueOf(feature);
    if (value !== undefined) row[feature.start] = value;
  }
  return row;
}

/** `x` moved by what caps leave, either way; `null` where there are none. In the float32 steps of `permittedRange`. */
function cappedAt(x: tf.Tensor2D, actionSet: ActionSet): TracedRanges | null {
  if (actionSet.features.every((feature) => feature.maxChange === undefined || feature.immutable))
    return null;
  const constant = (rest: number, valueOf: (feature: ActionFeature) => number | undefined) =>
    tf.tensor2d(rowOf(actionSet, rest, valueOf), [1, actionSet.width]);
  const amount = constant(unbounded, ({ maxChange, ...feature }) =>
    maxChange?.amount === undefined ? undefined : maxChange.amount / rawUnitsOf(feature).scale,
  );
  const percent = constant(0, ({ maxChange }) => (maxChange?.percent ?? 0) / 100);
  const anyPercent = constant(0, ({ maxChange }) => (maxChange?.percent === undefined ? 0 : 1));
  const mean = constant(0, (feature) => rawUnitsOf(feature).offset / rawUnitsOf(feature).scale);
  const slack = constant(0, ({ maxChange, grid }) =>
    maxChange === undefined || grid === undefined ? 0 : capSlack,
  );
  const own = tf.abs(tf.add(x, mean));
  const share = tf.where(tf.greater(anyPercent, 0.5), tf.mul(percent, own), unbounded);
  const reach = tf.add(tf.minimum(amount, share), tf.mul(slack, tf.add(own, tf.add(tf.abs(x), 1))));
  const free = tf.greaterEqual(reach, unbounded);
  return {
    lowest: tf.where(free, -unbounded, tf.sub(x, reach)) as tf.Tensor2D,
    highest: tf.where(free, unbounded, tf.add(x, reach)) as tf.Tensor2D,
  };
}

/** 1 in one-hot columns that a person may move to, by `targets` and `moves`; 0 elsewhere. `[n or 1, d]`. */
function reachableColumns(x: tf.Tensor2D, { width, features }: ActionSet): tf.Tensor2D {
  const named = new Float32Array(width);
  const free: [number, number][] = [];
  const places: [number, number][] = [];
  for (const { kind, immutable, start, width: span, targets, moves } of features) {
    if (kind !== 'categorical' || immutable) continue;
    for (let c = 0; c < span; c += 1) {
      if (targets === undefined || targets.includes(c)) named[start + c] = 1;
      if (moves === undefined) free.push([0, start + c]);
      else for (const to of moves[c]!) places.push([start + c, start + to]);
    }
  }
  const byTargets: tf.Tensor2D = tf.tensor2d(named, [1, width]);
  if (features.every((feature) => feature.kind !== 'categorical' || feature.moves === undefined))
    return byTargets;
  const present = tf.cast<tf.Tensor2D>(tf.equal<tf.Tensor2D>(x, 1), 'float32');
  const byMoves = tf.add<tf.Tensor2D>(
    tf.matMul(present, placement(width, width, places)),
    placement(1, width, free),
  );
  return tf.minimum<tf.Tensor2D>(byTargets, byMoves);
}

/** An action set in which what moves by itself is not to be changed. */
function withFixedConsequences(actionSet: ActionSet): ActionSet {
  const consequent = consequentFeatures(actionSet);
  if (consequent.size === 0) return actionSet;
  const features = actionSet.features.map((feature) =>
    consequent.has(feature.name) ? { ...feature, immutable: true } : feature,
  );
  return { ...actionSet, features };
}

/**
 * The lowest and highest values each person may reach in each column, `[n, d]` each, as traceable TF.js ops; both equal
 * `x` where nothing may change: in immutable columns, and in those of features that the person has no value of. In one-hot
 * columns `highest` is 1 where the person may move to the category or is there.
 *
 * @param limits - Bounds of single people. Default: none.
 */
export function permittedRanges(x: tf.Tensor2D, actionSet: ActionSet, limits?: TracedLimits): TracedRanges {
  const fixed = withFixedConsequences(actionSet);
  const { width, features } = fixed;
  const lower = new Float32Array(width).fill(unbounded);
  const upper = new Float32Array(width).fill(-unbounded);
  for (const { immutable, kind, direction, start, width: span, ...feature } of features) {
    if (immutable) continue;
    const categorical = kind === 'categorical';
    if (categorical) lower.fill(0, start, start + span);
    else lower[start] = direction === 'increase' ? unbounded : Math.max(-unbounded, feature.lower);
    if (!categorical)
      upper[start] = direction === 'decrease' ? -unbounded : Math.min(unbounded, feature.upper);
  }
  let low: tf.Tensor2D = tf.tensor2d(lower, [1, width]);
  let high: tf.Tensor2D = tf.tensor2d(upper, [1, width]);
  const groups = features.filter(({ kind, immutable }) => kind === 'categorical' && !immutable);
  if (groups.length > 0) {
    const grouped = placement(
      1,
      width,
      groups.flatMap(({ start, width: span }) =>
        Array.from({ length: span }, (_, c) => [0, start + c] as const),
      ),
    );
    high = tf.where<tf.Tensor2D>(tf.greater(grouped, 0.5), reachableColumns(x, fixed), high);
    // A category that is closed to one person cannot be half open: below 1 counts as 0.
    if (limits !== undefined) {
      const open = tf.cast<tf.Tensor2D>(tf.greaterEqual<tf.Tensor2D>(limits.upper, 1), 'float32');
      const upperOf = tf.where<tf.Tensor2D>(tf.greater(grouped, 0.5), open, limits.upper);
      const lowerOf = tf.where<tf.Tensor2D>(tf.greater(grouped, 0.5), -unbounded, limits.lower);
      [low, high] = [tf.maximum(low, lowerOf), tf.minimum(high, upperOf)];
    }
  } else if (limits !== undefined) {
    [low, high] = [tf.maximum(low, limits.lower), tf.minimum(high, limits.upper)];
  }
  const capped = cappedAt(x, fixed);
  if (capped !== null) [low, high] = [tf.maximum(low, capped.lowest), tf.minimum(high, capped.highest)];
  let lowest: tf.Tensor2D = tf.minimum(x, low);
  let highest: tf.Tensor2D = tf.maximum(x, high);
  const fraction = rowOf(fixed, 1, (feature) => feature.maxFractionToBound);
  if (fraction.some((value) => value !== 1)) {
    const share = tf.tensor2d(fraction, [1, width]);
    const partWay = (end: tf.Tensor2D): tf.Tensor2D =>
      tf.where<tf.Tensor2D>(tf.less(share, 1), tf.add<tf.Tensor2D>(x, tf.mul(share, tf.sub(end, x))), end);
    [lowest, highest] = [partWay(lowest), partWay(highest)];
  }
  const frozen = features.flatMap((feature) =>
    closedColumns(feature).flatMap((column) =>
      Array.from({ length: feature.width }, (_, c) => [column, feature.start + c] as const),
    ),
  );
  if (frozen.length === 0) return withinConsequences(x, { lowest, highest }, actionSet);
  const present = tf.cast<tf.Tensor2D>(tf.equal<tf.Tensor2D>(x, 1), 'float32');
  const isFrozen = tf.greater(tf.matMul(present, placement(width, width, frozen)), 0.5);
  const thawed = { lowest: tf.where(isFrozen, x, lowest), highest: tf.where(isFrozen, x, highest) };
  return withinConsequences(x, thawed, actionSet);
}
