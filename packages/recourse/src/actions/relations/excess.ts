import type { ActionFeature } from '../action-set.ts';
import { rawUnitsOf } from '../raw-units.ts';
import type { ResolvedLinear } from './resolved-relation.ts';

/** Relative to raw values and their deviations: rounding of encoded values that `at-most` and `linear` forgive. */
export const rawSlack = 2 ** -20;

/** How much the raw value of the first exceeds that of the second, beyond rounding; ≤ 0 where it does not. */
export function excessOf(lower: ActionFeature, low: number, upper: ActionFeature, high: number): number {
  const [a, b] = [rawUnitsOf(lower), rawUnitsOf(upper)];
  const size = (units: typeof a, value: number) =>
    units.scale * (1 + Math.abs(value)) + Math.abs(units.offset);
  const difference = low * a.scale + a.offset - (high * b.scale + b.offset);
  return difference - rawSlack * (size(a, low) + size(b, high));
}

/**
 * How much the sum of a linear relation exceeds what it is at most, beyond rounding; ≤ 0 where it does not.
 *
 * @param valueOf - The encoded value of each of its features, by place.
 * @param forgiven - The share of the rounding that is forgiven, in `[0, 1]`.
 */
export function linearExcess(
  { features, coefficients, atMost }: ResolvedLinear,
  valueOf: (place: number) => number,
  forgiven = 1,
): number {
  let sum = -atMost;
  let size = Math.abs(atMost);
  for (let place = 0; place < features.length; place += 1) {
    const { scale, offset } = rawUnitsOf(features[place]!);
    const value = valueOf(place);
    const coefficient = coefficients[place]!;
    sum += coefficient * (value * scale + offset);
    size += Math.abs(coefficient) * (scale * (1 + Math.abs(value)) + Math.abs(offset));
  }
  return sum - forgiven * rawSlack * size;
}
