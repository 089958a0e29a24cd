import { UsageError } from './benchmark-error.ts';

/**
 * Splits a comma list of names as it is written on the command line: `lsq, cfq` → `['lsq', 'cfq']`.
 * A name given twice is kept once; order is kept.
 *
 * @param flag the flag's name without dashes, for the error
 * @param text what the user wrote
 * @throws UsageError where the list or one of its places is empty
 */
export function parseList(flag: string, text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.some((name) => name === '')) {
    throw new UsageError(
      `--${flag}: every place of the list must be filled (expected a,b,c, got "${text}"). Remove the extra comma.`,
    );
  }
  return [...new Set(names)];
}
