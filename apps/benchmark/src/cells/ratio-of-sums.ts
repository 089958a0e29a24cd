import type { Statistic } from '@cfq/metrics';

/** The sum of some numbers over that of others, both of the same rows; NaN where the latter is not above 0. */
export function ratioOfSums(numerators: Float64Array, denominators: Float64Array): Statistic {
  const rows = denominators.length;
  const evaluate: Statistic['evaluate'] = ({ sum }) => {
    const base = sum(denominators);
    return base > 0 ? { value: sum(numerators) / base, count: rows } : { value: NaN, count: 0 };
  };
  const weighted = (counts: Float64Array) => ({
    counts,
    sum: (column: Float64Array) => column.reduce((total, value, row) => total + value * counts[row]!, 0),
  });
  return {
    ...evaluate(weighted(new Float64Array(rows).fill(1))),
    rows,
    evaluate,
    over(indices) {
      const counts = new Float64Array(rows);
      for (const index of indices) counts[index]! += 1;
      return evaluate(weighted(counts));
    },
  };
}
