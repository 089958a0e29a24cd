import { type Estimate, type Statistic, wholeSample } from './statistic.ts';

/** An estimate with its interval. Without a defined resample the ends are `NaN`. */
export interface IntervalEstimate extends Estimate {
  readonly lower: number;
  readonly upper: number;
  /** The resamples in which the statistic was defined; a bootstrap interval rests on these. */
  readonly resamples: number;
  /** Whether it is of resamples, or exact: of a mean of bounded values, such as a share, where nobody differs. */
  readonly interval: 'bootstrap' | 'exact';
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
    interval: 'bootstrap',
  };
}

/**
 * The interval of a mean of bounded values when all `n` people have the same one, of which no resample can say anything:
 * with the given confidence another value has a probability of at most `1 − (α/2)^(1/n)`, and the mean is as far away as
 * that probability takes it. For a share of 0 or all of them this is the interval of Clopper and Pearson. Undefined
 * where people differ or the statistic is not bounded.
 *
 * @see Clopper and Pearson 1934, Biometrika 26(4).
 */
export function exactInterval(
  { rows, bounded }: Statistic,
  confidence: number,
): { lower: number; upper: number; interval: 'exact' } | undefined {
  const found = bounded?.common(wholeSample(rows));
  if (bounded === undefined || found === undefined) return undefined;
  return exactEnds(found, bounded.bounds, confidence);
}

/** {@link exactInterval} of a value that so many people have, none another. */
export function exactEnds(
  { value, people }: { readonly value: number; readonly people: number },
  [least, largest]: readonly [least: number, largest: number],
  confidence: number,
): { lower: number; upper: number; interval: 'exact' } {
  const others = 1 - ((1 - confidence) / 2) ** (1 / people);
  return {
    lower: value - others * (value - least),
    upper: value + others * (largest - value),
    interval: 'exact',
  };
}
