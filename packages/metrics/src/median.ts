import { gather } from './gather.ts';
import { type Statistic, undefinedEstimate } from './statistic.ts';

/**
 * The median of `values` over the rows where `included` is 1; of an even number of values, the mean of the
 * two in the middle.
 *
 * @param values `[rows]`, ignored where a row is not included.
 * @param included `[rows]`, 0 or 1.
 */
export function medianOver(values: Float64Array, included: Float64Array): Statistic {
  const rows = values.length;
  const order = Int32Array.from(included.keys())
    .filter((row) => included[row] === 1)
    .sort((left, right) => values[left]! - values[right]!);
  const evaluate = (weights: Int32Array) => {
    let count = 0;
    for (const row of order) count += weights[row]!;
    if (count === 0) return undefinedEstimate;
    let lower = Number.NaN;
    let passed = 0;
    for (const row of order) {
      const before = passed;
      passed += weights[row]!;
      if (before <= (count - 1) >> 1 && passed > (count - 1) >> 1) lower = values[row]!;
      if (passed > count >> 1) return { value: (lower + values[row]!) / 2, count };
    }
    return undefinedEstimate;
  };
  return {
    ...evaluate(new Int32Array(rows).fill(1)),
    rows,
    evaluate,
    take: (indices) => medianOver(gather(values, indices), gather(included, indices)),
  };
}
