import { flag } from '../internals/check.ts';
import { type Column, readColumns } from '../internals/column.ts';
import { meanOver } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';

export interface FeasibleRateInput {
  /** `[rows]` flags over the population: a valid action was found. */
  readonly valid: Column;
}

/**
 * Feasible rate: the share of the population for whom a valid action exists. Range 0–1. Read every mean
 * over found actions beside it.
 *
 * @returns the share; its count is the size of the population.
 * @throws MetricsError on a flag other than 0/1.
 */
export function feasibleRate(input: FeasibleRateInput): Statistic {
  const { valid } = readColumns('feasibleRate', input, { valid: flag });
  return meanOver(
    valid.map(() => 1),
    (row) => valid[row]!,
  );
}
