import type { ActionFeature } from './action-set.ts';

/**
 * The interval a numeric or ordinal feature may reach from the value `x`: the bounds, cut by the direction relative
 * to `x`, widened to include `x` itself, in float32. Immutable features get `[x, x]`.
 *
 * A person who already lies outside the bounds is never forced back inside: their interval runs from their own value
 * to the far bound.
 *
 * @returns `[lowest, highest]` with `lowest ≤ x ≤ highest`.
 */
export function permittedRange(
  feature: ActionFeature,
  x: number,
): readonly [lowest: number, highest: number] {
  if (feature.immutable) return [x, x];
  const lowest = feature.direction === 'increase' ? x : Math.min(Math.fround(feature.lower), x);
  const highest = feature.direction === 'decrease' ? x : Math.max(Math.fround(feature.upper), x);
  return [lowest, highest];
}
