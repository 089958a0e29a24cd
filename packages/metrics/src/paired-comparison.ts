import { checkSize } from './check.ts';
import { type IntervalEstimate, percentileInterval } from './interval.ts';
import { drawResample, randomState, type ResamplingOptions, resamplingOptions } from './resample.ts';
import type { Statistic } from './statistic.ts';

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
  checkSize(origin, 'number of seeds', first.length, second.length);
  const differences = first.map((one, index) => {
    checkSize(origin, `second[${index}].rows`, one.rows, second[index]!.rows);
    return one.value - second[index]!.value;
  });
  const defined = [...differences.keys()].filter((index) => !Number.isNaN(differences[index]));
  const seeds = defined.length;
  const total = (term: (index: number) => number) => defined.reduce((sum, index) => sum + term(index), 0);
  const state = randomState(seed);
  const resampled = () => {
    let sum = 0;
    for (const draw of drawResample(state, seeds)) {
      const index = defined[draw]!;
      const indices = drawResample(state, first[index]!.rows);
      sum += first[index]!.over(indices).value - second[index]!.over(indices).value;
    }
    return sum / seeds;
  };
  const value = total((index) => differences[index]!) / seeds;
  const count = total((index) => Math.min(first[index]!.count, second[index]!.count));
  const values = new Float64Array(seeds === 0 ? 0 : resamples).map(resampled);
  return { ...percentileInterval({ value, count }, values, confidence), differences, seeds };
}
