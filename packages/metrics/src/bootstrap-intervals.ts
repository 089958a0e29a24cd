import { type IntervalEstimate, percentileInterval } from './interval.ts';
import { MetricsError } from './metrics-error.ts';
import { drawResample, randomIntegers, type ResamplingOptions, resamplingOptions } from './resample.ts';
import type { Statistic } from './statistic.ts';

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
  const rows = names.length === 0 ? 0 : input.statistics[names[0]!].rows;
  const next = randomIntegers(seed);
  const weights = new Int32Array(rows);
  const series = names.map((name) => {
    const statistic = input.statistics[name];
    if (statistic.rows !== rows) {
      const remedy = 'Call once for each population';
      throw new MetricsError(origin, `${name} must share the rows`, rows, statistic.rows, remedy);
    }
    return { name, statistic, values: new Float64Array(resamples) };
  });
  for (let index = 0; index < resamples; index += 1) {
    drawResample(next, weights);
    for (const { statistic, values } of series) values[index] = statistic.evaluate(weights).value;
  }
  return Object.fromEntries(
    series.map(({ name, statistic, values }) => [name, percentileInterval(statistic, values, confidence)]),
  ) as Record<Name, IntervalEstimate>;
}
