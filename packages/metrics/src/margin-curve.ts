import { amount, checkSize, checkValue } from './check.ts';
import { checkMargins } from './check-margins.ts';
import type { Estimate, Statistic } from './statistic.ts';

export interface MarginCurveInput {
  /** The issue margins κ that were measured, ascending, ≥ 0 (logit units). */
  readonly margins: readonly number[];
  /** One `validityDrop` for each margin, over the same instances. */
  readonly validityDrops: readonly Statistic[];
  /** The validity drop that is safe enough. Default 0.01. */
  readonly tolerance?: number;
}

/** Checks margins and tolerance; returns the tolerance. */
export function checkCurve(origin: string, { margins, validityDrops, tolerance }: MarginCurveInput): number {
  checkSize(origin, 'number of validity drops', margins.length, validityDrops.length);
  checkMargins(origin, margins);
  return checkValue(origin, 'tolerance', tolerance ?? 0.01, amount);
}

/**
 * The value, at the first crossing of the tolerance, of a curve known at the same margins as the drops, by
 * linear interpolation; nothing where the tolerance is never reached. Margins with an undefined drop are
 * passed over. The count is the smaller one of the two enclosing margins.
 */
export function interpolateAtCrossing(
  drops: readonly Estimate[],
  tolerance: number,
  curve: readonly Estimate[],
): Estimate | undefined {
  let before: number | undefined;
  for (const [index, { value, count }] of drops.entries()) {
    if (count === 0) continue;
    if (value > tolerance) {
      before = index;
      continue;
    }
    if (before === undefined) return curve[index];
    const above = drops[before]!.value;
    const from = curve[before]!;
    const to = curve[index]!;
    const fraction = (above - tolerance) / (above - value);
    return { value: from.value + fraction * (to.value - from.value), count: Math.min(from.count, to.count) };
  }
  return undefined;
}
