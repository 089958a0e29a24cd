import { nonNegative, finite, flag } from '../internals/check.ts';
import { type Column, readColumns } from '../internals/column.ts';
import { estimateOf, type Statistic, statistic } from '../statistics/statistic.ts';

export interface CostRatioInput {
  /** `[rows]` flags: a valid action was found. */
  readonly valid: Column;
  /** `[rows]` its cost, ≥ 0; finite where both are valid. */
  readonly cost: Column;
  /** `[rows]` flags: a valid action was found in the case compared with. */
  readonly baseValid: Column;
  /** `[rows]` its cost. */
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
 * @throws MetricsError on unequal lengths, a negative or NaN cost, or an infinite cost that counts.
 */
export function costRatio(input: CostRatioInput): Statistic {
  const origin = 'costRatio';
  const rules = { valid: flag, cost: nonNegative, baseValid: flag, baseCost: nonNegative };
  const { valid, cost, baseValid, baseCost } = readColumns(origin, input, rules);
  const both = valid.map((one, row) => one && baseValid[row]!);
  const counted = (column: Float64Array) => column.map((one, row) => both[row]! && one);
  const costs = { cost: counted(cost), baseCost: counted(baseCost) };
  const sums = readColumns(origin, costs, { cost: finite, baseCost: finite });
  return statistic(both.length, ({ sum }) =>
    estimateOf(sum(sums.cost) / (sum(sums.baseCost) || NaN), sum(both)),
  );
}
