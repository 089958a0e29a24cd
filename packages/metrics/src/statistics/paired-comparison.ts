import { checkEqual } from '../internals/check.ts';
import { checkStatistics } from './check-statistic.ts';
import { commonDifference, type CommonDifference } from './common-difference.ts';
import { compose } from './compose.ts';
import { fastSamples } from './fast-samples.ts';
import { exactEnds, type IntervalEstimate, percentileInterval } from './interval.ts';
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
  /**
   * Whether it is of resamples; exact, where the two differ by the same for everybody (in nobody, for instance), of which
   * resamples can say nothing; or undefined (its ends are `NaN`), where that is so and the metric is no mean of bounded
   * values, or there are no resamples.
   */
  readonly interval: IntervalEstimate['interval'] | 'undefined';
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
 * Where the methods differ in nobody, or by the same in everybody, resamples have no width. The interval is then exact for
 * means of bounded values such as shares, of the seed with the fewest people, and undefined for others; `interval` says so.
 *
 * @returns the mean difference; its count is the sum over seeds of the smaller of the two counts.
 * @throws MetricsError when the methods differ in seeds or rows, or an option is out of range.
 * @see Efron and Tibshirani 1993, An Introduction to the Bootstrap, §13.3; Davison and Hinkley 1997, §3.8.
 */
export function pairedComparison(input: PairedComparisonInput): PairedComparison {
  const { first, second, ...options } = input;
  return pairedComparisons({ pairs: { one: { first, second } }, ...options }).one;
}

export interface PairedComparisonsInput<Name extends string> extends ResamplingOptions {
  /** What is compared, by name: see {@link PairedComparisonInput}. */
  readonly pairs: Readonly<Record<Name, Pick<PairedComparisonInput, 'first' | 'second'>>>;
}

/**
 * Several metrics of the same two methods, each as by {@link pairedComparison}, to the last bit, in a fraction of the time:
 * metrics over the same rows and seeds share their resamples.
 *
 * @returns under the same names.
 * @throws MetricsError when the methods differ in seeds or rows, or an option is out of range.
 */
export function pairedComparisons<Name extends string>(
  input: PairedComparisonsInput<Name>,
): Record<Name, PairedComparison> {
  const origin = 'pairedComparison';
  const options = resamplingOptions(origin, input);
  const compared = Object.entries<Pick<PairedComparisonInput, 'first' | 'second'>>(input.pairs).map(
    ([name, pair]) => ({ name, ...differencesOf(origin, pair) }),
  );
  const groups = new Map<string, typeof compared>();
  for (const one of compared) {
    const key = one.defined.map(({ index, pair }) => `${index}:${pair.rows}`).join();
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const found = new Map<string, PairedComparison>();
  for (const alike of groups.values()) {
    const values = resampledMeans(alike, options);
    alike.forEach((one, at) => found.set(one.name, summaryOf(one, values[at]!, options.confidence)));
  }
  return Object.fromEntries(compared.map(({ name }) => [name, found.get(name)!])) as Record<
    Name,
    PairedComparison
  >;
}

/** The differences of one metric, seed by seed, and those that are defined. */
interface Differences {
  readonly first: readonly Statistic[];
  readonly second: readonly Statistic[];
  readonly pairs: readonly Statistic[];
  readonly defined: readonly { readonly index: number; readonly pair: Statistic }[];
}

function differencesOf(origin: string, input: Pick<PairedComparisonInput, 'first' | 'second'>): Differences {
  const first = checkStatistics(origin, 'first', input.first);
  const second = checkStatistics(origin, 'second', input.second);
  checkEqual(origin, 'number of seeds', first.length, second.length, 'Compare the same seeds of both.');
  const pairs = first.map((one, index) =>
    compose(`${origin}, seed ${index}`, [one, second[index]!], (part) =>
      estimateOf(part(0).value - part(1).value, Math.min(part(0).count, part(1).count)),
    ),
  );
  return {
    ...{ first, second, pairs },
    defined: pairs.flatMap((pair, index) => (pair.count > 0 ? [{ index, pair }] : [])),
  };
}

/** Means over drawn seeds of drawn rows, one list a metric; all have the same seeds and rows. */
function resampledMeans(
  alike: readonly Differences[],
  { seed, resamples }: ReturnType<typeof resamplingOptions>,
): Float64Array[] {
  const state = randomState(seed);
  const { defined } = alike[0]!;
  const seeds = defined.length;
  const nextSamples = defined.map(({ pair }) => fastSamples(pair.rows, state));
  const means = alike.map(() => new Float64Array(seeds && resamples));
  for (let index = 0; index < (seeds && resamples); index += 1) {
    for (const drawn of drawRows(state, new Int32Array(seeds))) {
      const sample = nextSamples[drawn]!();
      alike.forEach((one, at) => {
        means[at]![index]! += one.defined[drawn]!.pair.evaluate(sample).value / seeds;
      });
    }
  }
  return means;
}

function summaryOf(
  { first, second, pairs, defined }: Differences,
  values: Float64Array,
  confidence: number,
): PairedComparison {
  const seeds = defined.length;
  let value = 0;
  let count = 0;
  for (const { pair } of defined) {
    value += pair.value / seeds;
    count += pair.count;
  }
  const { resamples: kept, ...drawn } = percentileInterval(estimateOf(value, count), values, confidence);
  const still = drawn.lower === drawn.upper || drawn.upper - drawn.lower <= rounding;
  const found = still
    ? pairs.flatMap((pair, index) =>
        pair.count > 0 ? [commonDifference(first[index]!, second[index]!)] : [],
      )
    : [];
  return {
    ...drawn,
    ...((still || kept === 0) && intervalOfAll(found, value, confidence)),
    resamples: kept,
    differences: pairs.map((pair) => pair.value),
    seeds,
  };
}

/** What sums of equal numbers differ by. */
const rounding = 1e-12;

/** The exact interval of a difference that is the same in everybody, of the seed with the fewest people. */
function intervalOfAll(
  found: readonly (CommonDifference | undefined)[],
  value: number,
  confidence: number,
): Pick<PairedComparison, 'lower' | 'upper' | 'interval'> {
  const known = found.filter((one) => one !== undefined);
  if (known.length === 0 || known.length < found.length)
    return { lower: NaN, upper: NaN, interval: 'undefined' };
  const { people, bounds } = known.reduce((a, b) => (b.people < a.people ? b : a));
  return exactEnds({ value, people }, bounds, confidence);
}
