import { type Column, columnReader, flag } from './column.ts';
import { meanOver } from './ratio.ts';
import type { Statistic } from './statistic.ts';

export interface FeasibleRateInput {
  /** `[rows]` flags over the population: a valid action was found. */
  readonly valid: Column;
}

/**
 * Feasible rate: the share of the population for whom a valid action exists. Range 0–1. Read every mean
 * over found actions beside it.
 *
 * @returns the share; its count is the size of the population.
 * @throws {MetricsError} on a flag other than 0/1.
 */
export function feasibleRate(input: FeasibleRateInput): Statistic {
  const valid = columnReader('feasibleRate')('valid', input.valid, flag);
  return meanOver(new Float64Array(valid.length).fill(1), (row) => valid[row]!);
}
