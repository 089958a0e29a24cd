import { checkValue } from '../internals/check.ts';
import { quantileOver } from '../statistics/quantile-over.ts';
import type { Statistic } from '../statistics/statistic.ts';
import { type RecourseGapInput, relativeCostGaps } from './parts/relative-cost-gaps.ts';

export interface RecourseGapQuantileInput extends RecourseGapInput {
  /** Which quantile: 0 the least gap, 1 the largest. */
  readonly probability: number;
}

/**
 * A quantile of the counterfactual recourse gaps that `counterfactualRecourseGap` averages, interpolated linearly
 * between order statistics: how dear recourse became for those whom it hit hardest. Range −1 to ∞.
 *
 * @returns the quantile; its count is the number of instances it is taken over.
 * @throws MetricsError on unequal lengths, a negative cost, one of a valid action that is not finite, or a probability
 * out of range.
 * @see CFQ §3 (arXiv 2605.17160).
 */
export function counterfactualRecourseGapQuantile(input: RecourseGapQuantileInput): Statistic {
  const origin = 'counterfactualRecourseGapQuantile';
  const { gap, included } = relativeCostGaps(origin, input);
  const probability = checkValue(origin, 'probability', input.probability, {
    holds: (value) => value >= 0 && value <= 1,
    expected: 'between 0 and 1',
    remedy: 'Give 0.95 for the 95 % quantile.',
  });
  return quantileOver(gap, included, probability);
}
