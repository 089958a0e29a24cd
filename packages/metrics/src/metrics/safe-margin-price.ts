import { checkEqual } from '../internals/check.ts';
import { interpolateAtTolerance, type MarginCurveInput } from './parts/interpolate-at-tolerance.ts';
import { checkList, checkStatistics } from '../statistics/check-statistic.ts';
import type { Statistic } from '../statistics/statistic.ts';

export interface SafeMarginPriceInput extends MarginCurveInput {
  /** One `costRatio` for each margin: the teacher's recourse there over that at κ = 0. */
  readonly costRatios: readonly Statistic[];
}

/**
 * Price of the safe margin: mean cost of the teacher's recourse at κ₁% over its mean cost at κ = 0. Usually
 * ≥ 1. Between measured margins the price is interpolated linearly, with the same fraction as κ₁%.
 *
 * Undefined (`NaN`, count 0) where the safe margin is undefined or beyond the measured margins, or where
 * everybody's cost at κ = 0 is 0.
 *
 * @returns the quotient; its count is the number of people compared, the smaller of the two enclosing margins'.
 * @throws MetricsError when margins do not ascend from 0, or drops or ratios differ in number or rows.
 */
export function safeMarginPrice(input: SafeMarginPriceInput): Statistic {
  const { margins, costRatios } = input;
  checkList('safeMarginPrice', 'margins', margins, 'issue margins');
  checkStatistics('safeMarginPrice', 'costRatios', costRatios);
  checkEqual('safeMarginPrice', 'first margin', 0, margins[0], 'Measure the margin 0 too, and put it first.');
  checkEqual(
    'safeMarginPrice',
    'number of cost ratios',
    margins.length,
    costRatios.length,
    'Give one costRatio for each margin.',
  );
  return interpolateAtTolerance(
    'safeMarginPrice',
    input,
    NaN,
    (index, part) => part(margins.length + index),
    costRatios,
  );
}
