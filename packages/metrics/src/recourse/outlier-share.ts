import { checkValue, nonNegative } from '../internals/check.ts';
import { meanOver } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';
import { outlierFactors } from './local-outlier-factors.ts';
import type { NeighbourhoodInput } from './read-neighbourhood.ts';

export interface OutlierShareInput extends NeighbourhoodInput {
  /** Above which factor a point is an outlier. Default 1.5. */
  readonly threshold?: number | undefined;
}

/**
 * Share of the valid actions that lead to an outlier: a point whose local outlier factor among people who exist
 * (`localOutlierFactors`; default 20 neighbours) is above the threshold. Range 0–1, 0 is best.
 *
 * @returns the share; its count is the number of valid actions.
 * @throws MetricsError on sizes that disagree, entries that are not finite, no more people than neighbours, or a threshold
 *   below 0.
 * @see Breunig et al. 2000, "LOF: identifying density-based local outliers", SIGMOD.
 */
export function outlierShare(input: OutlierShareInput): Statistic {
  const origin = 'outlierShare';
  const threshold = checkValue(origin, 'threshold', input.threshold ?? 1.5, nonNegative);
  const factors = outlierFactors(origin, input);
  const included = factors.map((factor) => Number(!Number.isNaN(factor)));
  return meanOver(included, (row) => Number(factors[row]! > threshold));
}
