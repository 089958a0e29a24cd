import { MetricsError } from './metrics-error.ts';

/** What a number must be: says `true` of one that is right, and of anything else what is. */
export type Rule = (value: number) => true | string;

/** Flags: 0, 1, `false` or `true`. */
export const flag: Rule = (value) => value === 0 || value === 1 || '0 or 1';

/** Predicted or true classes. */
export const classLabel: Rule = (value) => Number.isInteger(value) || 'an integer';

/** Costs, margins, tolerances: 0 or more, also `Infinity`. */
export const amount: Rule = (value) => (typeof value === 'number' && value >= 0) || 'a number ≥ 0';

/** Any finite number. */
export const finite: Rule = (value) => Number.isFinite(value) || 'a finite number';

/**
 * Returns a value after checking that it is a number (a boolean counts as 0 or 1) and obeys the rule.
 *
 * @throws {MetricsError} when it does not.
 */
export function checkValue(origin: string, name: string, value: unknown, rule: Rule): number {
  const number = (typeof value === 'boolean' ? Number(value) : value) as number;
  const verdict = rule(number);
  if (verdict !== true) checkSize(origin, name, verdict, value);
  return number;
}

/**
 * Checks that two sizes, or other short descriptions of what was given, agree.
 *
 * @throws {MetricsError} when they do not.
 */
export function checkSize(origin: string, name: string, expected: unknown, got: unknown): void {
  if (expected === got) return;
  const difference = `(expected ${String(expected)}, got ${String(got)})`;
  throw new MetricsError(`${origin}: ${name} does not fit ${difference}. Correct or drop it.`);
}
