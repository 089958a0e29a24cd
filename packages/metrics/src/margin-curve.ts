import { checkScalar } from './check-scalar.ts';
import { amount } from './column.ts';
import { MetricsError } from './metrics-error.ts';
import type { Estimate, Statistic } from './statistic.ts';

export interface MarginCurveInput {
  /** The issue margins κ that were measured, ascending, ≥ 0 (logit units). */
  readonly margins: readonly number[];
  /** One `validityDrop` for each margin, over the same instances. */
  readonly validityDrops: readonly Statistic[];
  /** The validity drop that is safe enough. Default 0.01. */
  readonly tolerance?: number;
}

/** Where the curve first reaches the tolerance: between margin `index − 1` (0) and margin `index` (1). */
export interface Crossing {
  readonly before: number;
  readonly index: number;
  readonly fraction: number;
}

/** Checks margins and tolerance; returns the tolerance. */
export function checkCurve(origin: string, { margins, validityDrops, tolerance }: MarginCurveInput): number {
  if (margins.length !== validityDrops.length) {
    const remedy = 'Give one validity drop for each margin';
    throw new MetricsError(origin, 'lengths differ', margins.length, validityDrops.length, remedy);
  }
  margins.forEach((margin, index) => {
    checkScalar(origin, `margins[${index}]`, margin, amount);
    if (margin <= (margins[index - 1] ?? -1)) {
      throw new MetricsError(origin, 'margins must ascend', 'ascending', margins.join(), 'Sort them');
    }
  });
  return checkScalar(origin, 'tolerance', tolerance ?? 0.01, amount);
}

/** The first crossing of the tolerance by linear interpolation; margins with an undefined drop are passed over. */
export function firstCrossing(drops: readonly Estimate[], tolerance: number): Crossing | undefined {
  let before = -1;
  for (const [index, { value, count }] of drops.entries()) {
    if (count === 0) continue;
    if (value <= tolerance) {
      const previous = drops[before]?.value ?? value;
      const fraction = previous === value ? 1 : (previous - tolerance) / (previous - value);
      return { before: before < 0 ? index : before, index, fraction };
    }
    before = index;
  }
  return undefined;
}
