import type { ActionFeature } from './action-set.ts';

/**
 * The float32 value up to which a person at `x` may move towards a bound: `x` itself where they stand beyond it, the bound
 * at a fraction of 1, and the given share of the way otherwise.
 */
export function fractionToBound(x: number, bound: number, fraction: number, sign: number): number {
  const end = Math.fround(bound);
  if ((end - x) * sign <= 0) return x;
  return fraction === 1 ? end : Math.fround(x + fraction * (end - x));
}

/**
 * The interval a numeric or ordinal feature may reach from the value `x`: the bounds, cut by the direction relative
 * to `x` and by the feature's `maxFractionToBound`, widened to include `x` itself, in float32. Immutable features get `[x, x]`.
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
  const { lower, upper, direction, maxFractionToBound = 1 } = feature;
  const lowest = direction === 'increase' ? x : fractionToBound(x, lower, maxFractionToBound, -1);
  const highest = direction === 'decrease' ? x : fractionToBound(x, upper, maxFractionToBound, 1);
  return [lowest, highest];
}
