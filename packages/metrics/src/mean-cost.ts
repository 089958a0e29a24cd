import { amount, type Column, columnReader, flag } from './column.ts';
import { MetricsError } from './metrics-error.ts';
import { meanOver } from './ratio.ts';
import type { Statistic } from './statistic.ts';

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
 * @throws {MetricsError} on unequal lengths, a negative or NaN cost, or an infinite cost of a valid action.
 */
export function meanCost(input: MeanCostInput): Statistic {
  const read = columnReader('meanCost');
  const valid = read('valid', input.valid, flag);
  const cost = read('cost', input.cost, amount);
  return meanOver(valid, (row) => {
    if (cost[row] === Infinity) {
      throw new MetricsError('meanCost', `cost[${row}] of a valid action`, 'finite', Infinity, 'Correct it');
    }
    return cost[row]!;
  });
}
