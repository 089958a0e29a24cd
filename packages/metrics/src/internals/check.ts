import { describeValue } from './describe-value.ts';
import { MetricsError } from './metrics-error.ts';

/** What a number must be, and what to do where it is not. */
export interface Rule {
  readonly holds: (value: number) => boolean;
  /** The same of all values of a typed array at once, where that is quicker; false sends back to `holds`. */
  readonly all?: (values: ArrayLike<number>) => boolean;
  /** Completes `expected …`. */
  readonly expected: string;
  /** Completes `expected an array of …`; numbers where absent. */
  readonly entries?: string;
  /** One sentence: how to mend it. */
  readonly remedy: string;
}

/** Flags: 0, 1, `false` or `true`. */
export const flag: Rule = {
  holds: (value) => value === 0 || value === 1,
  expected: '0 or 1',
  entries: '0/1',
  remedy: 'Write 1 for yes, 0 for no.',
};

/** Predicted or true classes. */
export const classLabel: Rule = {
  holds: Number.isInteger,
  expected: 'an integer',
  entries: 'class numbers',
  remedy: 'Give class numbers.',
};

/** Margins, tolerances: 0 or more, also `Infinity`. */
export const nonNegative: Rule = {
  holds: (value) => typeof value === 'number' && value >= 0,
  expected: 'a number ≥ 0',
  remedy: 'Give no negative number and no NaN.',
};

/** Costs: 0 or more; `NaN` and `Infinity` where there is no action. */
export const costOrNone: Rule = {
  holds: (value) => nonNegative.holds(value) || Number.isNaN(value),
  expected: 'a number ≥ 0, or NaN where there is no action',
  entries: 'costs',
  remedy: 'Give no negative cost.',
};

/** Any finite number. */
export const finite: Rule = {
  holds: Number.isFinite,
  expected: 'a finite number',
  entries: 'finite numbers',
  remedy: 'Give a number, or mark the row not valid.',
};

/** The error of what does not fit; `expected` and `got` are words of the message. */
export function refusal(
  origin: string,
  name: string,
  expected: unknown,
  got: unknown,
  remedy: string,
): MetricsError {
  return new MetricsError(
    `${origin}: ${name} does not fit (expected ${String(expected)}, got ${String(got)}). ${remedy}`,
  );
}

/**
 * Returns a value after checking that it is a number (a boolean counts as 0 or 1) and obeys the rule.
 *
 * @throws MetricsError when it does not.
 */
export function checkValue(origin: string, name: string, value: unknown, rule: Rule): number {
  const number = (typeof value === 'boolean' ? Number(value) : value) as number;
  if (rule.holds(number)) return number;
  throw refusal(origin, name, rule.expected, describeValue(value), rule.remedy);
}

/** The remedy where two sizes differ, the default of `checkEqual`. */
const alike = 'Give the same people everywhere.';

/**
 * Checks that two sizes, or other short descriptions of what was given, agree.
 *
 * @throws MetricsError when they do not, with the remedy.
 */
export function checkEqual(
  origin: string,
  name: string,
  expected: unknown,
  got: unknown,
  remedy = alike,
): void {
  if (expected !== got) throw refusal(origin, name, expected, got, remedy);
}
