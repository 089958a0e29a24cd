import { UsageError } from '../../command-line/benchmark-error.ts';
import { parseList } from '../../command-line/parse-list.ts';
import type { OverrideValue } from './override-name.ts';

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads `name=value,value`, whatever the name: numbers as numbers, `true` and `false` as truth values, the rest as words. A
 * value given twice is kept once.
 *
 * @param flag the flag's name without dashes, for the error
 * @param example what it might have been, for the error
 * @throws UsageError where there is no `=`, a name or value is missing, or a number is too large to be one
 */
export function splitAssignment(
  flag: string,
  text: string,
  example: string,
): { readonly name: string; readonly values: readonly OverrideValue[] } {
  const [written = '', list] = text.split(/=(.*)/s);
  if (list === undefined || written === '') {
    throw new UsageError(`--${flag}: must be name=value (expected e.g. ${example}, got "${text}").`);
  }
  return {
    name: written.trim(),
    values: [...new Set(parseList(flag, list).map((word) => valueOf(flag, word)))],
  };
}

function valueOf(flag: string, word: string): OverrideValue {
  if (word === 'true' || word === 'false') return word === 'true';
  if (!decimal.test(word)) return word;
  const number = Number(word);
  if (Number.isFinite(number)) return number;
  throw new UsageError(
    `--${flag}: a number is at most ${Number.MAX_VALUE} (expected such a one, got "${word}"). Correct it.`,
  );
}
