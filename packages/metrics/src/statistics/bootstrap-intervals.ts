import { checkEqual, refusal } from '../internals/check.ts';
import { describeValue } from '../internals/describe-value.ts';
import { checkStatistic } from './check-statistic.ts';
import { fastSamples } from './fast-samples.ts';
import { exactInterval, type IntervalEstimate, percentileInterval } from './interval.ts';
import { randomState, type ResamplingOptions, resamplingOptions } from './resample.ts';
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
 * A mean of bounded values in which nobody differs, such as a share of 0 or all of the people, has resamples without
 * any width; it gets the exact interval in their place, and says so in `interval`.
 *
 * @returns under the same names, each estimate with `lower`, `upper` and `resamples`.
 * @throws MetricsError when statistics differ in rows or an option is out of range.
 * @see Efron and Tibshirani 1993, An Introduction to the Bootstrap, §13.3; Clopper and Pearson 1934, Biometrika 26(4).
 */
export function bootstrapIntervals<Name extends string>(
  input: BootstrapInput<Name>,
): Record<Name, IntervalEstimate> {
  const origin = 'bootstrapIntervals';
  const { seed, resamples, confidence } = resamplingOptions(origin, input);
  if (typeof input.statistics !== 'object') {
    const got = describeValue(input.statistics);
    throw refusal(origin, 'statistics', 'an object of Statistics', got, 'Give each a name.');
  }
  const entries = Object.entries<Statistic>(input.statistics);
  const rows = entries[0]?.[1].rows ?? 0;
  for (const [name, one] of entries) {
    checkEqual(origin, `${name}.rows`, rows, checkStatistic(origin, `statistics.${name}`, one).rows);
  }
  const values = entries.map(() => new Float64Array(resamples));
  const nextSample = fastSamples(rows, randomState(seed));
  for (let index = 0; index < resamples; index += 1) {
    const sample = nextSample();
    entries.forEach(([, { evaluate }], at) => (values[at]![index] = evaluate(sample).value));
  }
  return Object.fromEntries(
    entries.map(([name, one], at) => [
      name,
      {
        ...percentileInterval(one, values[at]!, confidence),
        ...(resamples > 0 && exactInterval(one, confidence)),
      },
    ]),
  ) as Record<Name, IntervalEstimate>;
}
