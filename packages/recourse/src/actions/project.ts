import * as tf from '@tensorflow/tfjs-core';

import type { ActionFeature, ActionSet } from './action-set.ts';
import { checkActionSet } from './check-action-set.ts';
import { columnsOf, fall, hot, placement, unbounded } from './traced-parts.ts';
import { gridNeighbours } from './traced-grid.ts';
import { permittedRanges, type TracedLimits, type TracedRanges } from './traced-ranges.ts';
import { consequentFeatures } from './relations/consequences.ts';
import { keepLargest, withinSubsets } from './relations/keep-largest.ts';
import { tracedConsequences } from './relations/traced-consequences.ts';
import { tracedPutBack } from './relations/traced-put-back.ts';
import { RecourseError } from '../recourse-error.ts';

/** The features of one kind and what changing each would gain. */
interface Part {
  readonly features: readonly ActionFeature[];
  /** `[n, features]`: the fall of the squared distance where the feature changes. */
  readonly gains: tf.Tensor2D;
}

/** New values of one-column features, `[n, features]`, and what each gains. */
interface Values {
  readonly values: tf.Tensor2D;
  readonly gains: tf.Tensor2D;
}

/** Of a list of values each feature has, `[n or 1, features, L]`, the nearest permitted one; the own value wins ties. */
function nearestListed(
  x: tf.Tensor2D,
  candidate: tf.Tensor2D,
  { lowest, highest }: TracedRanges,
  features: readonly ActionFeature[],
  levels: tf.Tensor,
  barred: tf.Tensor | null,
): Values {
  const own = columnsOf(x, features);
  const wanted = columnsOf(candidate, features);
  let outside = tf.logicalOr(
    tf.less(levels, tf.expandDims(columnsOf(lowest, features), 2)),
    tf.greater(levels, tf.expandDims(columnsOf(highest, features), 2)),
  );
  if (barred !== null) outside = tf.logicalOr(outside, barred);
  const distance = tf.where(outside, unbounded, tf.abs(tf.sub(levels, tf.expandDims(wanted, 2))));
  const nearest = hot(tf.argMin(distance, 2), levels.shape[2]!);
  const level = tf.sum<tf.Tensor2D>(tf.mul(nearest, levels), 2);
  const closer = tf.less(tf.min(distance, 2), tf.abs(tf.sub(own, wanted)));
  const values = tf.where<tf.Tensor2D>(closer, level, own);
  return { values, gains: fall(own, values, wanted) };
}

/** `[n, features, longest]`: levels that no move of the person leads to; `null` where no feature has moves. */
function barredMoves(
  x: tf.Tensor2D,
  features: readonly ActionFeature[],
  levels: tf.Tensor,
  longest: number,
): tf.Tensor | null {
  if (features.every((feature) => feature.moves === undefined)) return null;
  const leads = tf.tensor4d(
    features.flatMap(({ moves }) =>
      Array.from({ length: longest * longest }, (_, i) => {
        const [from, to] = [Math.floor(i / longest), i % longest];
        return moves?.[from]?.includes(to) === true ? 1 : 0;
      }),
    ),
    [1, features.length, longest, longest],
  );
  const bound = tf.tensor3d(
    features.map(({ moves }) => (moves === undefined ? 0 : 1)),
    [1, features.length, 1],
  );
  const present = tf.cast(tf.equal(levels, tf.expandDims(columnsOf(x, features), 2)), 'float32');
  const led = tf.sum(tf.mul(tf.expandDims(present, 3), leads), 2);
  return tf.greater(tf.sub(bound, led), 0.5);
}

function nearestLevels(
  x: tf.Tensor2D,
  candidate: tf.Tensor2D,
  ranges: TracedRanges,
  features: readonly ActionFeature[],
): Values {
  const longest = Math.max(2, ...features.map((feature) => feature.values?.length ?? 0));
  const listed = (of: (value: number, position: number, feature: ActionFeature) => number, rest: number) =>
    tf.tensor3d(
      features.flatMap((feature) =>
        Array.from({ length: longest }, (_, position) => {
          const value = feature.values?.[position];
          return value === undefined ? rest : of(value, position, feature);
        }),
      ),
      [1, features.length, longest],
    );
  const levels = listed((value) => Math.fround(value), unbounded);
  const untargeted = features.some(({ targets }) => targets !== undefined)
    ? tf.greater(
        listed((_, position, { targets }) => (targets?.includes(position) === false ? 1 : 0), 0),
        0.5,
      )
    : null;
  const unmoved = barredMoves(x, features, levels, longest);
  const barred =
    untargeted !== null && unmoved !== null ? tf.logicalOr(untargeted, unmoved) : (untargeted ?? unmoved);
  return nearestListed(x, candidate, ranges, features, levels, barred);
}

function nearestOnGrids(
  x: tf.Tensor2D,
  candidate: tf.Tensor2D,
  clipped: tf.Tensor2D,
  ranges: TracedRanges,
  features: readonly ActionFeature[],
): Values {
  const levels = gridNeighbours(features, columnsOf(clipped, features));
  return nearestListed(x, candidate, ranges, features, levels, null);
}

function nearestCategories(
  x: tf.Tensor2D,
  candidate: tf.Tensor2D,
  { highest }: TracedRanges,
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
  const take = (rowsOf: tf.Tensor2D) =>
    tf.reshape(tf.gather(rowsOf, tf.tensor1d(index, 'int32'), 1), [rows, features.length, most]);
  const isReal = tf.tensor3d(real, [1, features.length, most]);
  const present = tf.mul(take(x), isReal);
  const wanted = take(candidate);
  const kept = tf.sum(tf.mul(present, tf.sub(tf.add(wanted, wanted), present)), 2, true);
  const open = tf.greater(tf.mul(take(highest), isReal), 0.5);
  // ‖x − v‖² − ‖e_c − v‖², for every category c.
  const fallOf = tf.where(open, tf.sub(tf.sub(tf.add(wanted, wanted), 1), kept), -unbounded);
  const chosen = hot(tf.argMax(fallOf, 2), most);
  return { chosen: tf.reshape(chosen, [rows, size]), gains: tf.max(fallOf, 2) };
}

/**
 * Projects candidates onto the points reachable from `x`: `argmin_p ‖p − candidate‖₂` over `p − x ∈ A(x)`, as traceable
 * TF.js ops. {@link projectReference} says why finding each feature's nearest permitted value and keeping the `k` changes
 * that bring nearest is exact, how ties are broken, and what is done where relations couple features.
 *
 * Idempotent: reachable points are their own projections. Not differentiable in a useful way (it picks and rounds): use
 * its result as a constant, or pass gradients straight through.
 *
 * @param x - Where people stand, `[n, d]`, encoded; one-hot groups hold 0 and 1.
 * @param candidate - Points to project, `[n, d]`.
 * @param actionSet - What may change; constants of the trace.
 * @param limits - Bounds of single people. Default: none.
 * @returns `[n, d]`; unchanged columns hold `x` bit for bit.
 * @throws RecourseError when shapes and action set disagree, or the action set is none.
 */
export function project(
  x: tf.Tensor2D,
  candidate: tf.Tensor2D,
  actionSet: ActionSet,
  limits?: TracedLimits,
): tf.Tensor2D {
  checkActionSet('project', actionSet);
  const { width } = actionSet;
  const [rows] = x.shape;
  if (x.shape[1] !== width || candidate.shape[0] !== rows || candidate.shape[1] !== width) {
    throw new RecourseError(
      `project: rows have the action set's columns (expected [n, ${width}] twice, ` +
        `got [${x.shape.join(', ')}] and [${candidate.shape.join(', ')}]). Reshape them.`,
    );
  }
  return tf.tidy(() => {
    const consequent = consequentFeatures(actionSet);
    const free = actionSet.features.filter(({ immutable, name }) => !immutable && !consequent.has(name));
    if (free.length === 0 || actionSet.sparsity === 0) return tf.clone(x);
    const ranges = permittedRanges(x, actionSet, limits);
    const clipped: tf.Tensor2D = tf.minimum(tf.maximum(candidate, ranges.lowest), ranges.highest);
    const of = (fits: (feature: ActionFeature) => boolean) => free.filter(fits);
    const numeric = of(({ kind, grid }) => kind === 'numeric' && grid === undefined);
    const gridded = of(({ grid }) => grid !== undefined);
    const ordinal = of(({ kind }) => kind === 'ordinal');
    const grouped = of(({ kind }) => kind === 'categorical');
    const parts: Part[] = [];
    const written: tf.Tensor[] = [];
    const write = (features: readonly ActionFeature[], { values, gains }: Values) => {
      parts.push({ features, gains });
      const places = features.map((feature, i) => [i, feature.start] as const);
      written.push(tf.matMul(values, placement(features.length, width, places)));
    };
    if (numeric.length > 0) {
      parts.push({ features: numeric, gains: columnsOf(fall(x, clipped, candidate), numeric) });
    }
    if (gridded.length > 0) write(gridded, nearestOnGrids(x, candidate, clipped, ranges, gridded));
    if (ordinal.length > 0) write(ordinal, nearestLevels(x, candidate, ranges, ordinal));
    if (grouped.length > 0) {
      const { chosen, gains } = nearestCategories(x, candidate, ranges, grouped);
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
    const order = features.map((feature) => actionSet.features.indexOf(feature));
    const keep = keepLargest(withinSubsets(gains, features, actionSet), order, actionSet.sparsity);
    const owned = features.flatMap((feature, i) =>
      Array.from({ length: feature.width }, (_, c) => [i, feature.start + c] as const),
    );
    const changes = tf.greater(tf.matMul(keep, placement(features.length, width, owned)), 0.5);
    let moved: tf.Tensor2D = clipped;
    if (written.length > 0) {
      const isNumeric = placement(
        1,
        width,
        numeric.map((feature) => [0, feature.start] as const),
      );
      const other = written.reduce((a, b) => tf.add(a, b));
      moved = tf.where(tf.greater(isNumeric, 0.5), clipped, other) as tf.Tensor2D;
    }
    const kept = tracedPutBack(x, tf.where<tf.Tensor2D>(changes, moved, x), actionSet);
    return tracedConsequences(x, kept, actionSet);
  });
}
