import { flag } from '../internals/check.ts';
import { type Column, readColumns } from '../internals/column.ts';
import { ratio } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';
import { counts } from './counting-rules.ts';

export interface ViolationsInput {
  /** `[rows]` flags: an action that reaches the favourable class was found. */
  readonly valid: Column;
  /** `[rows]` how many constraints the action breaks, a whole number ≥ 0. */
  readonly violations: Column;
}

/**
 * Mean number of constraints that an action breaks, over the people who have one. Range ≥ 0, 0 is best. RecourseBench
 * counts changed immutable features.
 *
 * @returns the mean; its count is the number of valid actions.
 * @throws MetricsError on unequal lengths, a flag other than 0/1 or a number of violations that is none.
 * @see Pawelczyk et al. 2021, CARLA (arXiv 2108.00783).
 */
export function meanViolations(input: ViolationsInput): Statistic {
  const { valid, violations } = readColumns('meanViolations', input, { valid: flag, violations: counts });
  return ratio(
    valid.map((has, row) => has && violations[row]!),
    valid,
  );
}
