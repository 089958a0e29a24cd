import { type IntervalEstimate, percentileInterval } from './interval.ts';
import { MetricsError } from './metrics-error.ts';
import { drawResample, randomIntegers, type ResamplingOptions, resamplingOptions } from './resample.ts';
import { type Statistic, undefinedEstimate } from './statistic.ts';

export interface PairedComparisonInput extends ResamplingOptions {
  /** The same metric of one method, one entry a seed. */
  readonly first: readonly Statistic[];
  /** The same metric of the other method, for the same seeds in the same order, over the same instances. */
  readonly second: readonly Statistic[];
}

/** The mean difference of two methods. */
export interface PairedComparison extends IntervalEstimate {
  /** `first − second` for each seed; `NaN` where either is undefined. */
  readonly differences: readonly number[];
  /** The seeds in which both are defined; the mean is over these. */
  readonly seeds: number;
}

/**
 * Compares a metric of two methods over the same seeds and instances: the mean over seeds of
 * `first − second`. The interval resamples seeds, and within each drawn seed the instances, the same ones
 * for both methods, so that what both share cancels. An interval without 0 tells them apart.
 *
 * @returns the mean difference; its count is the sum over seeds of the smaller of the two counts.
 * @throws {MetricsError} when the methods differ in seeds or rows, or an option is out of range.
 * @see Efron and Tibshirani 1993, An Introduction to the Bootstrap, §13.3; Davison and Hinkley 1997, §3.8.
 */
export function pairedComparison(input: PairedComparisonInput): PairedComparison {
  const origin = 'pairedComparison';
  const { first, second } = input;
  const { seed, resamples, confidence } = resamplingOptions(origin, input);
  if (first.length !== second.length) {
    const remedy = 'Give both methods the same seeds';
    throw new MetricsError(origin, 'first and second differ in seeds', first.length, second.length, remedy);
  }
  const pairs = first.map((one, index) => {
    const other = second[index]!;
    if (one.rows !== other.rows) {
      const remedy = 'Compare over the same instances';
      throw new MetricsError(origin, `second[${index}] differs in rows`, one.rows, other.rows, remedy);
    }
    const count = Math.min(one.count, other.count);
    return { one, other, count, difference: one.value - other.value, weights: new Int32Array(one.rows) };
  });
  const defined = pairs.filter(({ difference }) => !Number.isNaN(difference));
  const seeds = defined.length;
  const mean = (difference: (index: number) => number) =>
    defined.reduce((total, _, index) => total + difference(index), 0) / seeds;
  const next = randomIntegers(seed);
  const values = new Float64Array(seeds === 0 ? 0 : resamples).map(() =>
    mean(() => {
      const { one, other, weights } = defined[Math.floor((next() / 2 ** 32) * seeds)]!;
      drawResample(next, weights);
      return one.evaluate(weights).value - other.evaluate(weights).value;
    }),
  );
  const count = defined.reduce((total, pair) => total + pair.count, 0);
  const estimate =
    seeds === 0 ? undefinedEstimate : { value: mean((index) => defined[index]!.difference), count };
  return {
    ...percentileInterval(estimate, values, confidence),
    differences: pairs.map(({ difference }) => difference),
    seeds,
  };
}
