import { estimateOf, type Statistic, statistic } from './statistic.ts';

/**
 * The statistic `Σ numerator / Σ denominator`, a mean or a share; its count is the sum of the denominator.
 *
 * @param numerator `[rows]`, 0 on rows that do not count.
 * @param denominator `[rows]` whole numbers, 0 on rows that do not count.
 */
export function ratio(numerator: Float64Array, denominator: Float64Array): Statistic {
  return statistic(numerator.length, ({ sum }) => {
    const count = sum(denominator);
    return estimateOf(sum(numerator) / count, count);
  });
}

/** The mean of `value(row)` over the rows where `included` is 1. */
export function meanOver(included: Float64Array, value: (row: number) => number): Statistic {
  return ratio(
    included.map((keep, row) => keep && value(row)),
    included,
  );
}
