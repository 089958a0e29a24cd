import { estimateOf, type Statistic, statistic } from './statistic.ts';

/**
 * The median of `values` over the rows where `included` is 1; of an even number of values, the mean of the
 * two in the middle.
 *
 * @param values `[rows]`, ignored where a row is not included.
 * @param included `[rows]`, 0 or 1.
 */
export function medianOver(values: Float64Array, included: Float64Array): Statistic {
  const sorted = Int32Array.from(included.keys()).sort((left, right) => values[left]! - values[right]!);
  return statistic(sorted.length, (indices) => {
    const occurrences = new Int32Array(sorted.length);
    let count = 0;
    for (let index = 0; index < indices.length; index += 1) {
      const row = indices[index]!;
      occurrences[row]! += included[row]!;
      count += included[row]!;
    }
    const valueAt = (place: number) => {
      let left = place;
      return values[sorted.find((row) => (left -= occurrences[row]!) < 0) ?? -1] ?? Number.NaN;
    };
    return estimateOf((valueAt((count - 1) >> 1) + valueAt(count >> 1)) / 2, count);
  });
}
