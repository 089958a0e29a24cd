import { UsageError } from './benchmark-error.ts';

/** Bounds of {@link parseWholeNumber}. */
export interface WholeNumberRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads one whole number as it is written on the command line.
 *
 * @param flag the flag's name without dashes, for the error
 * @throws UsageError where it is not one, or outside the range
 */
export function parseWholeNumber(flag: string, text: string, { from, to }: WholeNumberRange): number {
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(number >= from && number <= to)) {
    throw new UsageError(`--${flag}: must be a whole number (expected ${from} to ${to}, got "${text}").`);
  }
  return number;
}
