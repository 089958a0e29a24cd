import { costOrNone, flag } from '../internals/check.ts';
import { type Column, readColumns } from '../internals/column.ts';
import { countedCosts } from '../internals/counted-costs.ts';
import { estimateOf, type Statistic, statistic } from '../statistics/statistic.ts';

export interface CostRatioInput {
  /** `[rows]` flags: a valid action was found. */
  readonly valid: Column;
  /** `[rows]` its cost, ≥ 0 and finite where valid; NaN or `Infinity` where there is none. */
  readonly cost: Column;
  /** `[rows]` flags: a valid action was found in the case compared with. */
  readonly baseValid: Column;
  /** `[rows]` its cost, likewise. */
  readonly baseCost: Column;
}

/**
 * Cost ratio: the mean cost of recourse over its mean cost in another case, such as at the margin κ = 0. Range
 * ≥ 0; 1.3: actions cost 30 % more.
 *
 * The two means are over the same people, those with valid recourse in both cases: otherwise the ratio would
 * fall when those who pay most drop out. Undefined where everybody's cost in the other case is 0.
 *
 * @returns the quotient; its count is the number of people compared.
 * @throws MetricsError on unequal lengths, a negative cost, or one of a valid action that is not finite.
 */
export function costRatio(input: CostRatioInput): Statistic {
  const origin = 'costRatio';
  const rules = { valid: flag, cost: costOrNone, baseValid: flag, baseCost: costOrNone };
  const { valid, cost, baseValid, baseCost } = readColumns(origin, input, rules);
  const both = valid.map((one, row) => one * baseValid[row]!);
  const sumsOver = (costs: Float64Array) => costs.map((one, row) => both[row]! * one);
  const costs = sumsOver(countedCosts(origin, 'cost', cost, valid));
  const baseCosts = sumsOver(countedCosts(origin, 'baseCost', baseCost, baseValid));
  return statistic(both.length, ({ sum }) => estimateOf(sum(costs) / (sum(baseCosts) || NaN), sum(both)));
}
