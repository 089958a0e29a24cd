import { UsageError } from '../../command-line/benchmark-error.ts';
import { parseList } from '../../command-line/parse-list.ts';
import { overrideName, type OverrideValue } from './override-name.ts';

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads `name=value,value`: numbers as numbers, `true` and `false` as truth values, the rest as words. A value given
 * twice is kept once.
 *
 * @param flag the flag's name without dashes, for the error
 * @throws UsageError where there is no `=`, a value is missing, or the name is unknown
 */
export function parseAssignment(
  flag: string,
  text: string,
): { readonly name: string; readonly values: readonly OverrideValue[] } {
  const [written = '', list] = text.split(/=(.*)/s);
  if (list === undefined || written === '') {
    throw new UsageError(
      `--${flag}: must be name=value (expected e.g. eta=0.5 or length.steps=2000, got "${text}").`,
    );
  }
  const name = overrideName(`--${flag}`, written.trim());
  return { name, values: [...new Set(parseList(flag, list).map(valueOf))] };
}

function valueOf(word: string): OverrideValue {
  if (word === 'true' || word === 'false') return word === 'true';
  return decimal.test(word) ? Number(word) : word;
}
