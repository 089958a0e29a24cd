import { estimateOf, type Statistic, statistic } from './statistic.ts';

/**
 * The median of `values` over the rows where `included` is 1; of an even number of values, the mean of the
 * two in the middle.
 *
 * @param values `[rows]`, ignored where a row is not included.
 * @param included `[rows]`, 0 or 1.
 */
export function medianOver(values: Float64Array, included: Float64Array): Statistic {
  const sorted = Int32Array.from(included.keys())
    .filter((row) => included[row])
    .sort((left, right) => values[left]! - values[right]!);
  return statistic(included.length, (sample) => {
    const { counts } = sample;
    const count = sample.sum(included);
    let index = -1;
    let reached = 0;
    const valueAt = (place: number) => {
      while (reached <= place) reached += counts[sorted[(index += 1)]!]!;
      return values[sorted[index]!]!;
    };
    return estimateOf(count && (valueAt((count - 1) >> 1) + valueAt(count >> 1)) / 2, count);
  });
}
