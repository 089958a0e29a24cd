import type { ColumnRule } from './column.ts';
import { MetricsError } from './metrics-error.ts';

/**
 * Returns a number given as an option after checking it.
 *
 * @throws {MetricsError} when it is no number or breaks the rule.
 */
export function checkScalar(
  origin: string,
  name: string,
  value: unknown,
  { rule, holds }: ColumnRule,
): number {
  if (typeof value !== 'number' || !holds(value)) {
    throw new MetricsError(origin, `${name} is out of range`, rule, value, `Correct ${name}`);
  }
  return value;
}
