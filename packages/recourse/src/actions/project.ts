import * as tf from '@tensorflow/tfjs-core';

import type { ActionFeature, ActionSet } from './action-set.ts';
import { RecourseError } from '../recourse-error.ts';

/** Stands for "no bound"; a float32 that no encoded value reaches. */
const unbounded = 3e38;

/** The features of one kind and what changing each would gain. */
interface Part {
  readonly features: readonly ActionFeature[];
  /** `[n, features]`: the fall of the squared distance where the feature changes. */
  readonly gains: tf.Tensor2D;
}

/** `[n, features]` columns of one-column features. */
function columnsOf(rows: tf.Tensor2D, features: readonly ActionFeature[]): tf.Tensor2D {
  const index = tf.tensor1d(
    features.map((feature) => feature.start),
    'int32',
  );
  return tf.gather(rows, index, 1);
}

/** A constant `[rows, d]` matrix with a 1 at each given place. */
function placement(rows: number, width: number, places: readonly (readonly [number, number])[]): tf.Tensor2D {
  const data = new Float32Array(rows * width);
  for (const [row, column] of places) data[row * width + column] = 1;
  return tf.tensor2d(data, [rows, width]);
}

/** One-hot rows as float32; through int32, since the wasm backend of TF.js mislabels a direct float one. */
function hot(index: tf.Tensor, depth: number): tf.Tensor {
  return tf.cast(tf.oneHot(index as tf.Tensor1D, depth), 'float32');
}

/** The lowest and highest values each column may reach, `[n, d]` each; both equal `x` where nothing may change. */
export function permittedRanges(
  x: tf.Tensor2D,
  actionSet: ActionSet,
): { readonly lowest: tf.Tensor2D; readonly highest: tf.Tensor2D } {
  const lower = new Float32Array(actionSet.width).fill(unbounded);
  const upper = new Float32Array(actionSet.width).fill(-unbounded);
  for (const feature of actionSet.features) {
    if (feature.immutable) continue;
    for (let c = feature.start; c < feature.start + feature.width; c += 1) {
      const categorical = feature.kind === 'categorical';
      if (feature.direction !== 'increase') lower[c] = categorical ? 0 : Math.max(-unbounded, feature.lower);
      if (feature.direction !== 'decrease') upper[c] = categorical ? 1 : Math.min(unbounded, feature.upper);
    }
  }
  const lowest: tf.Tensor2D = tf.minimum(x, tf.tensor2d(lower, [1, actionSet.width]));
  const highest: tf.Tensor2D = tf.maximum(x, tf.tensor2d(upper, [1, actionSet.width]));
  const fraction = new Float32Array(actionSet.width).fill(1);
  for (const feature of actionSet.features) {
    if (!feature.immutable && feature.maxFractionToBound !== undefined)
      fraction[feature.start] = feature.maxFractionToBound;
  }
  if (fraction.every((value) => value === 1)) return { lowest, highest };
  const share = tf.tensor2d(fraction, [1, actionSet.width]);
  const partWay = (end: tf.Tensor2D): tf.Tensor2D =>
    tf.where<tf.Tensor2D>(tf.less(share, 1), tf.add<tf.Tensor2D>(x, tf.mul(share, tf.sub(end, x))), end);
  return { lowest: partWay(lowest), highest: partWay(highest) };
}

/** How much nearer `to` is to the candidate than `from`, in squared distance; exactly 0 where they are equal. */
function fall(from: tf.Tensor2D, to: tf.Tensor2D, candidate: tf.Tensor2D): tf.Tensor2D {
  const middle = tf.sub(tf.sub(tf.add(candidate, candidate), from), to);
  return tf.mul(tf.sub(to, from), middle);
}

function nearestLevels(
  x: tf.Tensor2D,
  candidate: tf.Tensor2D,
  lowest: tf.Tensor2D,
  highest: tf.Tensor2D,
  features: readonly ActionFeature[],
): { readonly values: tf.Tensor2D; readonly gains: tf.Tensor2D } {
  const longest = Math.max(2, ...features.map((feature) => feature.values?.length ?? 0));
  const levels = tf.tensor3d(
    features
      .flatMap(({ values = [] }) => [
        ...values.map(Math.fround),
        ...new Array<number>(longest - values.length).fill(NaN),
      ])
      .map((value) => (Number.isNaN(value) ? unbounded : value)),
    [1, features.length, longest],
  );
  const own = columnsOf(x, features);
  const wanted = columnsOf(candidate, features);
  const outside = tf.logicalOr(
    tf.less(levels, tf.expandDims(columnsOf(lowest, features), 2)),
    tf.greater(levels, tf.expandDims(columnsOf(highest, features), 2)),
  );
  const distance = tf.where(outside, unbounded, tf.abs(tf.sub(levels, tf.expandDims(wanted, 2))));
  const nearest = hot(tf.argMin(distance, 2), longest);
  const level = tf.sum<tf.Tensor2D>(tf.mul(nearest, levels), 2);
  const closer = tf.less(tf.min(distance, 2), tf.abs(tf.sub(own, wanted)));
  const values = tf.where<tf.Tensor2D>(closer, level, own);
  return { values, gains: fall(own, values, wanted) };
}

function nearestCategories(
  x: tf.Tensor2D,
  candidate: tf.Tensor2D,
  features: readonly ActionFeature[],
): { readonly chosen: tf.Tensor2D; readonly gains: tf.Tensor2D } {
  const most = Math.max(...features.map((feature) => feature.width));
  const rows = x.shape[0];
  const size = features.length * most;
  const index = features.flatMap((feature) =>
    Array.from({ length: most }, (_, c) => feature.start + Math.min(c, feature.width - 1)),
  );
  const real = features.flatMap((feature) =>
    Array.from({ length: most }, (_, c) => (c < feature.width ? 1 : 0)),
  );
  const barred = features.flatMap((feature) =>
    Array.from({ length: most }, (_, c) =>
      c < feature.width && (feature.targets === undefined || feature.targets.includes(c)) ? 0 : -unbounded,
    ),
  );
  const take = (rowsOf: tf.Tensor2D) =>
    tf.reshape(tf.gather(rowsOf, tf.tensor1d(index, 'int32'), 1), [rows, features.length, most]);
  const present = tf.mul(take(x), tf.tensor3d(real, [1, features.length, most]));
  const wanted = take(candidate);
  const kept = tf.sum(tf.mul(present, tf.sub(tf.add(wanted, wanted), present)), 2, true);
  // ‖x − v‖² − ‖e_c − v‖², for every category c.
  const fallOf = tf.add(
    tf.sub(tf.sub(tf.add(wanted, wanted), 1), kept),
    tf.tensor3d(barred, [1, features.length, most]),
  );
  const chosen = hot(tf.argMax(fallOf, 2), most);
  return { chosen: tf.reshape(chosen, [rows, size]), gains: tf.max(fallOf, 2) };
}

/** Which of the features change: the `k` largest positive gains, ties to the feature listed first; 0 or 1. */
function keepLargest(gains: tf.Tensor2D, order: readonly number[], sparsity: number): tf.Tensor2D {
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
  return tf.cast(tf.logicalAnd(positive, tf.less(rank, sparsity)), 'float32') as tf.Tensor2D;
}

/**
 * Projects candidates onto the points reachable from `x`: `argmin_p ‖p − candidate‖₂` over `p − x ∈ A(x)`, exactly, as
 * traceable TF.js ops. {@link projectReference} says why finding each feature's nearest permitted value and keeping the
 * `k` changes that bring nearest is exact, and how ties are broken.
 *
 * Idempotent: reachable points are their own projections. Not differentiable in a useful way (it picks and rounds): use
 * its result as a constant, or pass gradients straight through.
 *
 * @param x - Where people stand, `[n, d]`, encoded; one-hot groups hold 0 and 1.
 * @param candidate - Points to project, `[n, d]`.
 * @param actionSet - What may change; constants of the trace.
 * @returns `[n, d]`; unchanged columns hold `x` bit for bit.
 * @throws RecourseError when shapes and action set disagree.
 */
export function project(x: tf.Tensor2D, candidate: tf.Tensor2D, actionSet: ActionSet): tf.Tensor2D {
  const { width } = actionSet;
  const [rows] = x.shape;
  if (x.shape[1] !== width || candidate.shape[0] !== rows || candidate.shape[1] !== width) {
    throw new RecourseError(
      `project: rows have the action set's columns (expected [n, ${width}] twice, ` +
        `got [${x.shape.join(', ')}] and [${candidate.shape.join(', ')}]). Reshape them.`,
    );
  }
  return tf.tidy(() => {
    const free = actionSet.features.filter((feature) => !feature.immutable);
    if (free.length === 0 || actionSet.sparsity === 0) return tf.clone(x);
    const { lowest, highest } = permittedRanges(x, actionSet);
    const clipped: tf.Tensor2D = tf.minimum(tf.maximum(candidate, lowest), highest);
    const numeric = free.filter((feature) => feature.kind === 'numeric');
    const ordinal = free.filter((feature) => feature.kind === 'ordinal');
    const grouped = free.filter((feature) => feature.kind === 'categorical');
    const parts: Part[] = [];
    const written: tf.Tensor[] = [];
    if (numeric.length > 0) {
      parts.push({ features: numeric, gains: columnsOf(fall(x, clipped, candidate), numeric) });
    }
    if (ordinal.length > 0) {
      const { values, gains } = nearestLevels(x, candidate, lowest, highest, ordinal);
      parts.push({ features: ordinal, gains });
      const places = ordinal.map((feature, i) => [i, feature.start] as const);
      written.push(tf.matMul(values, placement(ordinal.length, width, places)));
    }
    if (grouped.length > 0) {
      const { chosen, gains } = nearestCategories(x, candidate, grouped);
      parts.push({ features: grouped, gains });
      const most = chosen.shape[1] / grouped.length;
      const places = grouped.flatMap((feature, g) =>
        Array.from({ length: feature.width }, (_, c) => [g * most + c, feature.start + c] as const),
      );
      written.push(tf.matMul(chosen, placement(chosen.shape[1], width, places)));
    }
    const features = parts.flatMap((part) => part.features);
    const gains = tf.concat(
      parts.map((part) => part.gains),
      1,
    );
    const keep = keepLargest(
      gains,
      features.map((feature) => actionSet.features.indexOf(feature)),
      actionSet.sparsity,
    );
    const owned = features.flatMap((feature, i) =>
      Array.from({ length: feature.width }, (_, c) => [i, feature.start + c] as const),
    );
    const changes = tf.greater(tf.matMul(keep, placement(features.length, width, owned)), 0.5);
    if (written.length === 0) return tf.where<tf.Tensor2D>(changes, clipped, x);
    const isNumeric = placement(
      1,
      width,
      numeric.map((feature) => [0, feature.start] as const),
    );
    const other = written.reduce((a, b) => tf.add(a, b));
    const moved = tf.where(tf.greater(isNumeric, 0.5), clipped, other);
    return tf.where(changes, moved, x) as tf.Tensor2D;
  });
}
