import type { Estimate } from './statistic.ts';

/** An estimate with its percentile interval. Without a defined resample the ends are `NaN`. */
export interface IntervalEstimate extends Estimate {
  readonly lower: number;
  readonly upper: number;
  /** The resamples in which the statistic was defined; the interval rests on these. */
  readonly resamples: number;
}

/**
 * The central percentile interval of resampled values. Undefined values are left out. The ends are values
 * that occurred, rounded outwards, so that an infinite safe margin stays infinite.
 */
export function percentileInterval(
  estimate: Estimate,
  values: Float64Array,
  confidence: number,
): IntervalEstimate {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const tail = ((1 - confidence) / 2) * (sorted.length - 1);
  return {
    value: estimate.value,
    count: estimate.count,
    lower: sorted[Math.floor(tail)] ?? NaN,
    upper: sorted[Math.ceil(sorted.length - 1 - tail)] ?? NaN,
    resamples: sorted.length,
  };
}
