import { checkEqual } from '../internals/check.ts';
import { checkStatistics } from './check-statistic.ts';
import { compose } from './compose.ts';
import { fastSamples } from './fast-samples.ts';
import { type IntervalEstimate, percentileInterval } from './interval.ts';
import { drawRows, randomState, type ResamplingOptions, resamplingOptions } from './resample.ts';
import { estimateOf, type Statistic } from './statistic.ts';

export interface PairedComparisonInput extends ResamplingOptions {
  /** The same metric of one method, one entry a seed. */
  readonly first: readonly Statistic[];
  /** The same metric of the other method, for the same seeds in the same order, over the same instances. */
  readonly second: readonly Statistic[];
}

/** The mean difference of two methods. */
export interface PairedComparison extends Omit<IntervalEstimate, 'interval'> {
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
 * @throws MetricsError when the methods differ in seeds or rows, or an option is out of range.
 * @see Efron and Tibshirani 1993, An Introduction to the Bootstrap, §13.3; Davison and Hinkley 1997, §3.8.
 */
export function pairedComparison(input: PairedComparisonInput): PairedComparison {
  const origin = 'pairedComparison';
  const first = checkStatistics(origin, 'first', input.first);
  const second = checkStatistics(origin, 'second', input.second);
  const { seed, resamples, confidence } = resamplingOptions(origin, input);
  checkEqual(origin, 'number of seeds', first.length, second.length, 'Compare the same seeds of both.');
  const pairs = first.map((one, index) =>
    compose(`${origin}, seed ${index}`, [one, second[index]!], (part) =>
      estimateOf(part(0).value - part(1).value, Math.min(part(0).count, part(1).count)),
    ),
  );
  const state = randomState(seed);
  const defined = pairs
    .filter((pair) => pair.count > 0)
    .map((pair) => ({ ...pair, nextSample: fastSamples(pair.rows, state) }));
  const seeds = defined.length;
  let value = 0;
  let count = 0;
  for (const pair of defined) {
    value += pair.value / seeds;
    count += pair.count;
  }
  const resampled = () => {
    let mean = 0;
    for (const drawn of drawRows(state, new Int32Array(seeds))) {
      const { evaluate, nextSample } = defined[drawn]!;
      mean += evaluate(nextSample()).value / seeds;
    }
    return mean;
  };
  const values = new Float64Array(seeds && resamples).map(resampled);
  const { lower, upper, resamples: kept } = percentileInterval(estimateOf(value, count), values, confidence);
  return {
    ...estimateOf(value, count),
    lower,
    upper,
    resamples: kept,
    differences: pairs.map((pair) => pair.value),
    seeds,
  };
}
