import { meanAndSpread } from './mean-and-spread.ts';

/** What stands in a table where a value is undefined. */
export const undefinedMark = '–';

/** How a quantity is written. */
export interface QuantityFormat {
  /** Digits after the point. */
  readonly digits: number;
  /** Multiplied in before writing; 100 writes shares as percent. Default 1. */
  readonly factor?: number;
  /** Writes `+` before positive numbers. Default false. */
  readonly signed?: boolean;
  /** Whether the spread over seeds stands beside the mean. Default true. */
  readonly spread?: boolean;
}

/**
 * A quantity over seeds as table text: `75.3 ± 1.2`; `75.3` for one seed; `75.3 ± 1.2 (4 of 5)` where it is
 * undefined for some; `–` where it is undefined for all.
 *
 * @param values one entry a seed, null where undefined
 */
export function formatQuantity(values: readonly (number | null)[], format: QuantityFormat): string {
  const { digits, factor = 1, signed = false, spread: shown = true } = format;
  const { mean, sd, defined, seeds } = meanAndSpread(values);
  if (defined === 0) return undefinedMark;
  const number = fixed(mean * factor, digits);
  const sign = signed && !number.startsWith('−') && Number(number) !== 0 ? '+' : '';
  const spread = Number.isNaN(sd) || !shown ? '' : ` ± ${fixed(sd * factor, digits)}`;
  const share = defined < seeds ? ` (${defined} of ${seeds})` : '';
  return `${sign}${number}${spread}${share}`;
}

/** A number with a fixed count of digits, a proper minus sign, and no negative zero. */
export function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}
