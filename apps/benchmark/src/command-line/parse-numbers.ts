import { UsageError } from './benchmark-error.ts';
import { parseList } from './parse-list.ts';

const plainDecimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads a comma list of finite decimal numbers, `2.5,3,4`, in the order given, duplicates removed.
 *
 * @param flag the flag's name without dashes, for the error
 * @param text what the user wrote
 * @throws UsageError where a place is empty or not a finite decimal number
 */
export function parseNumbers(flag: string, text: string): number[] {
  const numbers = parseList(flag, text).map((word) => {
    const number = plainDecimal.test(word) ? Number(word) : NaN;
    if (!Number.isFinite(number)) {
      throw new UsageError(`--${flag}: must be a list of numbers (expected e.g. 0,0.2,0.4, got "${word}").`);
    }
    return number === 0 ? 0 : number;
  });
  return [...new Set(numbers)];
}
