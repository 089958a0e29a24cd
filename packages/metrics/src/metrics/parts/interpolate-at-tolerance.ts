import { nonNegative, checkEqual, checkValue } from '../../internals/check.ts';
import { checkMargins } from '../../internals/check-margins.ts';
import { checkList, checkStatistics } from '../../statistics/check-statistic.ts';
import { compose } from '../../statistics/compose.ts';
import { type Estimate, estimateOf, type Statistic } from '../../statistics/statistic.ts';

export interface MarginCurveInput {
  /** The issue margins κ that were measured, ascending, ≥ 0 (logit units). */
  readonly margins: readonly number[];
  /** One `validityDrop` for each margin, over the same instances. */
  readonly validityDrops: readonly Statistic[];
  /** The validity drop that is safe enough. Default 0.01. */
  readonly tolerance?: number | undefined;
}

/** A curve at one of the margins, given the estimates of `parts` and the count of the first defined drop. */
export type Curve = (index: number, part: (index: number) => Estimate, count: number) => Estimate;

/**
 * The value of a curve known at the margins where the validity drop first crosses the tolerance, by linear
 * interpolation. Margins with an undefined drop are passed over. The count is the smaller one of the two
 * enclosing margins.
 *
 * @param beyond the value where there are drops, but none within the tolerance.
 * @param others what the curve needs, as parts `margins.length …`; parts `0 …` are the drops.
 * @throws MetricsError when margins do not ascend, or parts differ in number or rows.
 */
export function interpolateAtTolerance(
  origin: string,
  { margins, validityDrops, tolerance = 0.01 }: MarginCurveInput,
  beyond: number,
  curve: Curve,
  others: readonly Statistic[] = [],
): Statistic {
  checkList(origin, 'margins', margins, 'issue margins');
  checkStatistics(origin, 'validityDrops', validityDrops);
  checkEqual(
    origin,
    'number of validity drops',
    margins.length,
    validityDrops.length,
    'Give one validityDrop for each margin.',
  );
  checkMargins(origin, margins);
  checkValue(origin, 'tolerance', tolerance, nonNegative);
  const parts = [...validityDrops, ...others];
  return compose(origin, parts, (part) => {
    let before = -1;
    let first = 0;
    for (const index of margins.keys()) {
      const { value, count } = part(index);
      first ||= count;
      if (value <= tolerance) {
        const to = curve(index, part, first);
        if (before < 0) return to;
        const from = curve(before, part, first);
        const above = part(before).value;
        const fraction = (above - tolerance) / (above - value);
        return estimateOf(from.value + fraction * (to.value - from.value), Math.min(from.count, to.count));
      }
      if (count > 0) before = index;
    }
    return estimateOf(beyond, first);
  });
}
