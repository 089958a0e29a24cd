import { estimateOf, type Sample, type Statistic, statistic } from './statistic.ts';

/** The least and the largest value that one row can have. */
export type Bounds = readonly [least: number, largest: number];

/** How many rows count, and the value of all of them where they have one in common. */
function commonValue(numerator: Float64Array, denominator: Float64Array, { counts }: Sample) {
  let people = 0;
  let value: number | undefined;
  for (let row = 0; row < counts.length; row += 1) {
    if (counts[row] === 0 || denominator[row] === 0) continue;
    const own = numerator[row]! / denominator[row]!;
    if (people > 0 && own !== value) return undefined;
    value = own;
    people += counts[row]!;
  }
  return value === undefined ? undefined : { people, value };
}

/**
 * The statistic `Σ numerator / Σ denominator`, a mean or a share; its count is the sum of the denominator.
 *
 * @param numerator `[rows]`, 0 on rows that do not count.
 * @param denominator `[rows]` whole numbers, 0 on rows that do not count.
 * @param bounds between which a row's own quotient lies, where it is bounded.
 */
export function ratio(numerator: Float64Array, denominator: Float64Array, bounds?: Bounds): Statistic {
  return statistic(
    numerator.length,
    ({ sum }) => {
      const count = sum(denominator);
      return estimateOf(sum(numerator) / count, count);
    },
    bounds && {
      bounds,
      common: (sample) => commonValue(numerator, denominator, sample),
    },
  );
}

/** A share, between 0 and 1: as `ratio`, of parts that are none larger than the whole. */
export function share(numerator: Float64Array, denominator: Float64Array): Statistic {
  return ratio(numerator, denominator, [0, 1]);
}

/** The mean of `value(row)` over the rows where `included` is 1. */
export function meanOver(
  included: Float64Array,
  value: (row: number) => number,
  bounds: Bounds = [0, 1],
): Statistic {
  return ratio(
    included.map((keep, row) => keep && value(row)),
    included,
    bounds,
  );
}
