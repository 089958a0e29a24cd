import { nonNegative, finite, flag } from '../internals/check.ts';
import { type Column, readColumns } from '../internals/column.ts';
import { ratio } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';

export interface MeanCostInput {
  /** `[rows]` flags: a valid action was found. */
  readonly valid: Column;
  /** `[rows]` cost of the action, ≥ 0; finite where valid. */
  readonly cost: Column;
}

/**
 * Mean cost of recourse over the instances that have a valid action. Range ≥ 0.
 *
 * @returns the mean; its count is the number of valid actions.
 * @throws MetricsError on unequal lengths, a negative or NaN cost, or an infinite cost of a valid action.
 */
export function meanCost(input: MeanCostInput): Statistic {
  const { valid, cost } = readColumns('meanCost', input, { valid: flag, cost: nonNegative });
  const counted = cost.map((one, row) => valid[row]! && one);
  return ratio(readColumns('meanCost', { cost: counted }, { cost: finite }).cost, valid);
}
