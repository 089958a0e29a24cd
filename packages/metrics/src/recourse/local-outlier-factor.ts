import { medianOver } from '../statistics/quantile-over.ts';
import type { Statistic } from '../statistics/statistic.ts';
import { outlierFactors } from './local-outlier-factors.ts';
import type { NeighbourhoodInput } from './read-neighbourhood.ts';

/**
 * Median local outlier factor of where valid actions lead, among people who exist (`localOutlierFactors`; default 20
 * neighbours). Range > 0; about 1 is within the crowd. A median, since one point beside identical people has a factor
 * without bound.
 *
 * @returns the median; its count is the number of valid actions.
 * @throws MetricsError on sizes that disagree, entries that are not finite, or no more people than neighbours.
 * @see Breunig et al. 2000, "LOF: identifying density-based local outliers", SIGMOD.
 */
export function localOutlierFactor(input: NeighbourhoodInput): Statistic {
  const factors = outlierFactors('localOutlierFactor', input);
  return medianOver(
    factors,
    factors.map((factor) => Number(!Number.isNaN(factor))),
  );
}
