import { interpolateAtTolerance, type MarginCurveInput } from './parts/interpolate-at-tolerance.ts';
import type { Statistic } from '../statistics/statistic.ts';

/**
 * Safe margin κ₁%: the smallest issue margin whose validity drop is at most the tolerance, by linear
 * interpolation between the two measured margins that enclose it.
 *
 * - The drop is within the tolerance at the smallest measured margin: that margin.
 * - It is at no measured margin: `Infinity`, which reads "more than the largest margin measured" (`> 0.8`).
 * - It is undefined at every margin (nobody has valid teacher recourse): `NaN`, count 0.
 *
 * Margins with an undefined drop are passed over.
 *
 * @returns the margin in logit units; its count is that of the first defined drop.
 * @throws MetricsError when margins do not ascend, or drops differ in number or rows.
 */
export function safeMargin(input: MarginCurveInput): Statistic {
  return interpolateAtTolerance('safeMargin', input, Infinity, (index, _, count) => ({
    value: input.margins[index]!,
    count,
  }));
}
