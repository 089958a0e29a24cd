import { ratio } from '../statistics/ratio.ts';
import { type RecourseGapInput, relativeCostGaps } from './parts/relative-cost-gaps.ts';
import type { Statistic } from '../statistics/statistic.ts';

/**
 * Counterfactual recourse gap, CRG: the mean of `(c(δ_q) − c(δ_f)) / (c(δ_f) + ε)` over instances for which
 * both recourses are valid and `c(δ_f) > 0`. Range −1 to ∞; positive: recourse became dearer, negative:
 * the student is lenient.
 *
 * @returns the mean; its count is the number of instances averaged.
 * @throws MetricsError on unequal lengths, a negative cost, or one of a valid action that is not finite.
 * @see CFQ §3 (arXiv 2605.17160).
 */
export function counterfactualRecourseGap(input: RecourseGapInput): Statistic {
  const { gap, included } = relativeCostGaps('counterfactualRecourseGap', input);
  return ratio(gap, included);
}
