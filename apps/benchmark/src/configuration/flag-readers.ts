import { parseGrid } from '../cells/overrides/parse-grid.ts';
import type { OverrideValue } from '../cells/overrides/override-name.ts';
import { UsageError } from '../command-line/benchmark-error.ts';
import { parseList } from '../command-line/parse-list.ts';
import { parseNumbers } from '../command-line/parse-numbers.ts';

/** Names behind a flag, `lsq,cfq`. */
export const namesFlag = (flag: string) => ({ flag, read: parseList });

/** Numbers behind a flag, `2.5,4`. */
export const numbersFlag = (flag: string) => ({ flag, read: parseNumbers });

/** One number behind a flag. */
export const numberFlag = (flag: string) => ({ flag, read: onlyNumber });

/** Words `name=value,value` behind a flag. */
export const gridFlag = (flag: string) => ({ flag, read: readGrid });

function onlyNumber(flag: string, text: string): number | undefined {
  const numbers = parseNumbers(flag, text);
  if (numbers.length > 1)
    throw new UsageError(`--${flag}: takes one number (expected e.g. 1, got "${text}").`);
  return numbers[0];
}

function readGrid(flag: string, words: readonly string[]): Record<string, readonly OverrideValue[]> {
  return Object.fromEntries(parseGrid(flag, words).map(({ name, values }) => [name, values]));
}
