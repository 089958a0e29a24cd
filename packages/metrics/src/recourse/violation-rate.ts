import { flag } from '../internals/check.ts';
import { readColumns } from '../internals/column.ts';
import { meanOver } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';
import { counts } from './counting-rules.ts';
import type { ViolationsInput } from './mean-violations.ts';

/**
 * Share of the actions that break a constraint, over the people who have one. Range 0–1, 0 is best.
 *
 * @returns the share; its count is the number of valid actions.
 * @throws MetricsError on unequal lengths, a flag other than 0/1 or a number of violations that is none.
 */
export function violationRate(input: ViolationsInput): Statistic {
  const { valid, violations } = readColumns('violationRate', input, { valid: flag, violations: counts });
  return meanOver(valid, (row) => Number(violations[row]! > 0));
}
