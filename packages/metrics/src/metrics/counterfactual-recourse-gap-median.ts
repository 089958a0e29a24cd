import { medianOver } from '../statistics/quantile-over.ts';
import { type RecourseGapInput, relativeCostGaps } from './parts/relative-cost-gaps.ts';
import type { Statistic } from '../statistics/statistic.ts';

/**
 * Median counterfactual recourse gap: as `counterfactualRecourseGap`, with the median in the place of the
 * mean, so that a few instances with a tiny teacher cost do not decide it.
 *
 * @returns the median; its count is the number of instances it is taken over.
 * @throws MetricsError on unequal lengths, a negative cost, or one of a valid action that is not finite.
 * @see CFQ §3 (arXiv 2605.17160).
 */
export function counterfactualRecourseGapMedian(input: RecourseGapInput): Statistic {
  const { gap, included } = relativeCostGaps('counterfactualRecourseGapMedian', input);
  return medianOver(gap, included);
}
