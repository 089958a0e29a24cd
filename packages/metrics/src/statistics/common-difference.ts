import type { Sample, Statistic } from './statistic.ts';

/** By how much two means of bounded values differ in everybody, and between what such a difference lies. */
export interface CommonDifference {
  readonly value: number;
  /** How many people count in both. */
  readonly people: number;
  readonly bounds: readonly [least: number, largest: number];
}

/**
 * The difference `first − second` of each single row, where it is the same for all of them; undefined where rows differ in
 * it, a row counts in one of the two alone, none counts, or one of the two is no mean of bounded values.
 */
export function commonDifference(first: Statistic, second: Statistic): CommonDifference | undefined {
  if (first.bounded === undefined || second.bounded === undefined) return undefined;
  const counts = new Float64Array(first.rows);
  let people = 0;
  let value: number | undefined;
  for (let row = 0; row < first.rows; row += 1) {
    counts[row] = 1;
    const alone: Sample = { counts, sum: (column) => column[row]! };
    const [one, other] = [first.evaluate(alone), second.evaluate(alone)];
    counts[row] = 0;
    if (one.count !== other.count) return undefined;
    if (one.count === 0) continue;
    const own = one.value - other.value;
    if (people > 0 && own !== value) return undefined;
    value = own;
    people += 1;
  }
  if (value === undefined) return undefined;
  const [[least, largest], [otherLeast, otherLargest]] = [first.bounded.bounds, second.bounded.bounds];
  return { value, people, bounds: [least - otherLargest, largest - otherLeast] };
}
