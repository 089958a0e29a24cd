import type { ActionFeature } from './action-set.ts';

/**
 * The float32 value up to which a person at `x` may move towards a bound: `x` itself where they stand beyond it, the bound
 * at a reach of 1, and the given share of the way otherwise.
 */
export function reachableEnd(x: number, bound: number, reach: number, sign: number): number {
  const end = Math.fround(bound);
  if ((end - x) * sign <= 0) return x;
  return reach === 1 ? end : Math.fround(x + reach * (end - x));
}

/**
 * The interval a numeric or ordinal feature may reach from the value `x`: the bounds, cut by the direction relative
 * to `x` and by the feature's `reach`, widened to include `x` itself, in float32. Immutable features get `[x, x]`.
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
  const { lower, upper, direction, reach = 1 } = feature;
  const lowest = direction === 'increase' ? x : reachableEnd(x, lower, reach, -1);
  const highest = direction === 'decrease' ? x : reachableEnd(x, upper, reach, 1);
  return [lowest, highest];
}
