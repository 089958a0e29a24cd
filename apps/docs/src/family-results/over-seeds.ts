import { meanAndSpread, studentT } from '@cfq/benchmark';

/** A number over seeds. */
export interface OverSeeds {
  /** Mean over the seeds where it is defined; null where there is none. */
  readonly mean: number | null;
  /** Ends of the 95 % interval of the mean by Student's t; null below two seeds. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Seeds where it is defined. */
  readonly n: number;
}

/**
 * The mean of a number over seeds, with its 95 % interval by Student's t.
 *
 * @param range least and most that the number can be: an interval ends there
 */
export function overSeeds(
  values: readonly (number | null)[],
  [least, most]: readonly [number, number] = [-Infinity, Infinity],
): OverSeeds {
  const { mean, sd, defined: n } = meanAndSpread(values);
  if (n === 0) return { mean: null, lower: null, upper: null, n };
  if (n === 1) return { mean, lower: null, upper: null, n };
  const half = (studentT(n - 1) * sd) / Math.sqrt(n);
  return { mean, lower: Math.max(least, mean - half), upper: Math.min(most, mean + half), n };
}
