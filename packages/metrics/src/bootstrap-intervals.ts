import { checkSize } from './check.ts';
import { type IntervalEstimate, percentileInterval } from './interval.ts';
import { drawResample, randomState, type ResamplingOptions, resamplingOptions } from './resample.ts';
import type { Statistic } from './statistic.ts';

/** Resamples held at once, so that each statistic's columns stay in the processor's cache. */
const batch = 16;

export interface BootstrapInput<Name extends string> extends ResamplingOptions {
  /** Named statistics over the same rows; they share every resample. */
  readonly statistics: Readonly<Record<Name, Statistic>>;
}

/**
 * Percentile-bootstrap intervals: resamples the rows with replacement, evaluates every statistic on each
 * resample and takes the central share of the values. Deterministic in the seed. A conditional metric is
 * resampled with its condition: its denominator varies too. Resamples that leave a statistic undefined are
 * left out and `resamples` reports how many remain.
 *
 * @returns under the same names, each estimate with `lower`, `upper` and `resamples`.
 * @throws {MetricsError} when statistics differ in rows or an option is out of range.
 * @see Efron and Tibshirani 1993, An Introduction to the Bootstrap, §13.3.
 */
export function bootstrapIntervals<Name extends string>(
  input: BootstrapInput<Name>,
): Record<Name, IntervalEstimate> {
  const origin = 'bootstrapIntervals';
  const { seed, resamples, confidence } = resamplingOptions(origin, input);
  const names = Object.keys(input.statistics) as Name[];
  const rows = Object.values<Statistic>(input.statistics)[0]?.rows ?? 0;
  const state = randomState(seed);
  const series = names.map((name) => {
    const statistic = input.statistics[name];
    checkSize(origin, `${name}.rows`, rows, statistic.rows);
    return { name, statistic, values: new Float64Array(resamples) };
  });
  for (let start = 0; start < resamples; start += batch) {
    const draws = Array.from({ length: Math.min(batch, resamples - start) }, () => drawResample(state, rows));
    for (const { statistic, values } of series) {
      draws.forEach((indices, index) => (values[start + index] = statistic.over(indices).value));
    }
  }
  return Object.fromEntries(
    series.map(({ name, statistic, values }) => [name, percentileInterval(statistic, values, confidence)]),
  ) as Record<Name, IntervalEstimate>;
}
