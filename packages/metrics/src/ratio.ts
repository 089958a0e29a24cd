import { gather } from './gather.ts';
import { type Statistic, undefinedEstimate } from './statistic.ts';

/**
 * The statistic `Σ numerator / Σ denominator`: a mean, a share or a quotient of totals.
 *
 * @param numerator `[rows]`, 0 on rows that do not count.
 * @param denominator `[rows]`, 0 on rows that do not count.
 * @param counted `[rows]` what its sum reports as the count; the denominator by default.
 */
export function ratio(
  numerator: Float64Array,
  denominator: Float64Array,
  counted: Float64Array = denominator,
): Statistic {
  const rows = numerator.length;
  const evaluate = (weights: Int32Array) => {
    let above = 0;
    let below = 0;
    let count = 0;
    for (let row = 0; row < rows; row += 1) {
      const weight = weights[row]!;
      above += weight * numerator[row]!;
      below += weight * denominator[row]!;
      count += weight * counted[row]!;
    }
    return below === 0 ? undefinedEstimate : { value: above / below, count };
  };
  return {
    ...evaluate(new Int32Array(rows).fill(1)),
    rows,
    evaluate,
    take: (indices) =>
      ratio(gather(numerator, indices), gather(denominator, indices), gather(counted, indices)),
  };
}

/** The mean of `value(row)` over the rows where `included` is 1. */
export function meanOver(included: Float64Array, value: (row: number) => number): Statistic {
  return ratio(
    included.map((keep, row) => (keep === 1 ? value(row) : 0)),
    included,
  );
}
