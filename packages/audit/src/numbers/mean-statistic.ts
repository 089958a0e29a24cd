import type { Estimate, Sample, Statistic } from '@cfq/metrics';

/** The mean of one value a row, each between 0 and 1; undefined without rows. */
export function meanStatistic(values: Float64Array): Statistic {
  const rows = values.length;
  const evaluate = ({ sum, counts }: Sample): Estimate => {
    const count = counts.reduce((total, one) => total + one, 0);
    return count === 0 ? { value: NaN, count: 0 } : { value: sum(values) / count, count };
  };
  const sampleOf = (counts: Float64Array): Sample => ({
    counts,
    sum: (column) => column.reduce((total, value, row) => total + value * counts[row]!, 0),
  });
  return {
    ...evaluate(sampleOf(new Float64Array(rows).fill(1))),
    rows,
    evaluate,
    over: (indices) => {
      const counts = new Float64Array(rows);
      for (const row of indices) counts[row]! += 1;
      return evaluate(sampleOf(counts));
    },
    bounded: {
      bounds: [0, 1],
      common: ({ counts }) => {
        const counted = values.filter((_, row) => counts[row]! > 0);
        const [first] = counted;
        if (first === undefined || counted.some((value) => value !== first)) return undefined;
        return { value: first, people: counted.length };
      },
    },
  };
}
