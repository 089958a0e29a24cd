import { parseGrid } from '../cells/overrides/parse-grid.ts';
import type { OverrideValue } from '../cells/overrides/override-name.ts';
import { UsageError } from '../command-line/benchmark-error.ts';
import { parseList } from '../command-line/parse-list.ts';
import { seedsIn } from '../command-line/parse-seeds.ts';
import { parseNumbers } from '../command-line/parse-numbers.ts';

/** Names behind a flag, `lsq,cfq`. */
export const namesFlag = (flag: string) => ({ flag, read: parseList, items: wordsOf });

/** Numbers behind a flag, `2.5,4`. */
export const numbersFlag = (flag: string) => ({
  flag,
  read: parseNumbers,
  items: (given: unknown) => wordsOf(given).map(Number),
});

/** Seeds and ranges of them behind a flag, `0-4,7`; read where they are checked. */
export const seedsFlag = (flag: string) => ({ flag, items: (given: unknown) => seedsIn(wordsOf(given)) });

/** One number behind a flag. */
export const numberFlag = (flag: string) => ({ flag, read: onlyNumber });

/** Words `name=value,value` behind a flag. */
export const gridFlag = (flag: string) => ({ flag, read: readGrid });

/** The places of a list, as one text or one by one. */
function wordsOf(given: unknown): string[] {
  return [given]
    .flat()
    .flatMap((one) => (typeof one === 'string' ? one.split(',') : [String(one)]).map((word) => word.trim()));
}

function onlyNumber(flag: string, text: string): number | undefined {
  const numbers = parseNumbers(flag, text);
  if (numbers.length > 1)
    throw new UsageError(`--${flag}: takes one number (expected e.g. 1, got "${text}").`);
  return numbers[0];
}

function readGrid(flag: string, words: readonly string[]): Record<string, readonly OverrideValue[]> {
  return Object.fromEntries(parseGrid(flag, words).map(({ name, values }) => [name, values]));
}
