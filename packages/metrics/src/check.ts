import { MetricsError } from './metrics-error.ts';

/** What a number must be. */
export interface Rule {
  readonly rule: string;
  readonly holds: (value: number) => boolean;
}

/** Flags: 0, 1, `false` or `true`. */
export const flag: Rule = { rule: '0 or 1', holds: (value) => value === 0 || value === 1 };

/** Predicted or true classes. */
export const classLabel: Rule = { rule: 'an integer', holds: (value) => Number.isInteger(value) };

/** Costs, margins, tolerances: 0 or more, also `Infinity`. */
export const amount: Rule = { rule: 'a number ≥ 0', holds: (value) => value >= 0 };

/** Any finite number. */
export const finite: Rule = { rule: 'a finite number', holds: (value) => Number.isFinite(value) };

/**
 * Returns a value after checking that it is a number (a boolean counts as 0 or 1) and obeys the rule.
 *
 * @param index where in `name` it stands, if that is an array.
 * @throws {MetricsError} when it does not.
 */
export function checkValue(
  origin: string,
  name: string,
  value: unknown,
  { rule, holds }: Rule,
  index?: number,
): number {
  const number = typeof value === 'boolean' ? Number(value) : value;
  if (typeof number === 'number' && holds(number)) return number;
  const place = index === undefined ? name : `${name}[${index}]`;
  throw new MetricsError(origin, `${place} is out of range`, rule, value, 'Correct or drop it');
}

/**
 * Checks that two sizes agree.
 *
 * @throws {MetricsError} when they do not.
 */
export function checkSize(origin: string, name: string, expected: unknown, got: unknown): void {
  if (expected === got) return;
  throw new MetricsError(origin, `${name} does not match`, expected, got, 'Make them agree');
}
