import { costOrNone, flag } from '../internals/check.ts';
import { type Column, readColumns } from '../internals/column.ts';
import { countedCosts } from '../internals/counted-costs.ts';
import { ratio } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';

export interface MeanCostInput {
  /** `[rows]` flags: a valid action was found. */
  readonly valid: Column;
  /** `[rows]` cost of the action, ≥ 0 and finite where valid; NaN or `Infinity` where there is none. */
  readonly cost: Column;
}

/**
 * Mean cost of recourse over the instances that have a valid action. Range ≥ 0.
 *
 * @returns the mean; its count is the number of valid actions.
 * @throws MetricsError on unequal lengths, a negative cost, or one of a valid action that is not finite.
 */
export function meanCost(input: MeanCostInput): Statistic {
  const { valid, cost } = readColumns('meanCost', input, { valid: flag, cost: costOrNone });
  return ratio(countedCosts('meanCost', 'cost', cost, valid), valid);
}
