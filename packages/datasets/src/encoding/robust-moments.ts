import { moments } from './moments.ts';

/** Interquartile range of a normal distribution, in standard deviations. */
const normalRange = 1.349;

/** Share of values on either side that are no part of the middle. */
const tail = 0.005;

/** Where the middle of some values lies, in their unit. */
export interface RobustMoments {
  /** Median. */
  readonly offset: number;
  /** Interquartile range over 1.349; where it is 0, the standard deviation of the middle; where that is 0 too, of all; else 1. */
  readonly scale: number;
  /** The 0.5 % and 99.5 % quantiles. */
  readonly middle: readonly [lowest: number, highest: number];
}

/**
 * Median, robust deviation and middle of values, at least one. Far values move none of them.
 *
 * Quantiles are interpolated linearly between order statistics (Hyndman & Fan 1996, type 7).
 */
export function robustMoments(values: Float64Array): RobustMoments {
  const sorted = values.slice().sort();
  const middle = [quantile(sorted, tail), quantile(sorted, 1 - tail)] as const;
  const range = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  const central = sorted.filter((value) => value >= middle[0] && value <= middle[1]);
  const varies = central.length > 0 && central[0] !== central.at(-1);
  const scale = range > 0 ? range / normalRange : moments(varies ? central : sorted).scale;
  return { offset: quantile(sorted, 0.5), scale, middle };
}

function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (at - below) * (high - low);
}
