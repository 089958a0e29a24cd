import type { ActionFeature } from './action-set.ts';
import { rawUnitsOf } from './raw-units.ts';

/** Bounds of one person in one column, encoded; ±Infinity where there is none. */
export interface ColumnLimits {
  readonly lower: number;
  readonly upper: number;
}

const { fround } = Math;

/**
 * Part of the way, relative to `1 + |x| + |mean|`, by which a cap is widened on a grid, so that a value of the grid which
 * lies exactly at the cap is within it whatever the rounding.
 */
export const capSlack = 2 ** -20;

/** How far a cap lets a person at `x` go, encoded, in float32 steps that the traced `permittedRanges` repeats. */
export function reachOf(feature: ActionFeature, x: number): number {
  const { maxChange, grid } = feature;
  if (maxChange === undefined) return Infinity;
  const { offset, scale } = rawUnitsOf(feature);
  const own = Math.abs(fround(x + fround(offset / scale)));
  const amount = fround((maxChange.amount ?? Infinity) / scale);
  const share = fround(fround((maxChange.percent ?? Infinity) / 100) * own);
  // Nothing is no part of anything, also of what has no end.
  const reach = Math.min(amount, maxChange.percent === undefined ? Infinity : share);
  if (grid === undefined) return reach;
  return fround(reach + fround(fround(capSlack) * fround(own + fround(Math.abs(x) + 1))));
}

/** How far towards a bound a person at `x` may go, in float32; `x` itself where they stand beyond it. */
function endOf(feature: ActionFeature, x: number, bound: number, sign: number): number {
  const reached = fround(x + sign * reachOf(feature, x));
  const end = sign > 0 ? Math.min(fround(bound), reached) : Math.max(fround(bound), reached);
  if ((end - x) * sign <= 0) return x;
  const { maxFractionToBound: share = 1 } = feature;
  return share === 1 ? end : fround(x + fround(fround(share) * fround(end - x)));
}

/**
 * The interval a numeric or ordinal feature may reach from the value `x`: the bounds, cut by the direction relative
 * to `x`, by `maxChange` and by `maxFractionToBound`, widened to include `x` itself, in float32. Immutable features get
 * `[x, x]`; so should people who have no value of the feature, which only their whole row shows.
 *
 * A person who already lies outside the bounds is never forced back inside: their interval runs from their own value
 * to the far bound.
 *
 * @param limits - Bounds of this person beside those of the feature.
 * @returns `[lowest, highest]` with `lowest ≤ x ≤ highest`.
 */
export function permittedRange(
  feature: ActionFeature,
  x: number,
  limits?: ColumnLimits,
): readonly [lowest: number, highest: number] {
  if (feature.immutable) return [x, x];
  const { direction } = feature;
  const lower = Math.max(feature.lower, limits?.lower ?? -Infinity);
  const upper = Math.min(feature.upper, limits?.upper ?? Infinity);
  const lowest = direction === 'increase' ? x : endOf(feature, x, lower, -1);
  const highest = direction === 'decrease' ? x : endOf(feature, x, upper, 1);
  return [lowest, highest];
}
