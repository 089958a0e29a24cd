import { interpolated } from './quantile-sorted.ts';
import { estimateOf, type Statistic, statistic } from './statistic.ts';

/** A statistic of the order statistics of `values` over the rows where `included` is 1, asked for in ascending order. */
function overOrdered(
  values: Float64Array,
  included: Float64Array,
  compute: (count: number, orderStatistic: (place: number) => number) => number,
): Statistic {
  const sorted = Int32Array.from(included.keys())
    .filter((row) => included[row])
    .sort((left, right) => values[left]! - values[right]!);
  return statistic(included.length, (sample) => {
    const { counts } = sample;
    const count = sample.sum(included);
    let index = -1;
    let reached = 0;
    const orderStatistic = (place: number) => {
      while (reached <= place) reached += counts[sorted[(index += 1)]!]!;
      return values[sorted[index]!]!;
    };
    return estimateOf(count && compute(count, orderStatistic), count);
  });
}

/**
 * The median of `values` over the rows where `included` is 1; of an even number of values, the mean of the
 * two in the middle.
 *
 * @param values `[rows]`, ignored where a row is not included.
 * @param included `[rows]`, 0 or 1.
 */
export function medianOver(values: Float64Array, included: Float64Array): Statistic {
  return overOrdered(values, included, (count, at) => (at((count - 1) >> 1) + at(count >> 1)) / 2);
}

/**
 * A quantile of `values` over the rows where `included` is 1, interpolated as `quantileSorted` does.
 *
 * @param values `[rows]`, ignored where a row is not included.
 * @param included `[rows]`, 0 or 1.
 */
export function quantileOver(values: Float64Array, included: Float64Array, probability: number): Statistic {
  return overOrdered(values, included, (count, at) => interpolated(probability, count, at));
}
