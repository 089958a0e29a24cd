import type { Estimate, Sample, Statistic } from '@cfq/metrics';

/** What {@link groupGap} reads: shares of each group as quotients of sums over its rows. */
export interface GroupGapInput {
  /** `[rows]` each row's group. */
  readonly codes: ArrayLike<number>;
  /** `[rows]`. */
  readonly numerator: ArrayLike<number>;
  /** `[rows]` at least 0; rows of 0 do not count. */
  readonly denominator: ArrayLike<number>;
  /** Whether each group takes part. */
  readonly among: readonly boolean[];
}

/** A gap between groups, and which two it is between. */
export interface GroupGapStatistic {
  /** The highest share minus the lowest; undefined where fewer than two groups that take part have one. */
  readonly gap: Statistic;
  /** The two groups, the first of several each; undefined where the gap is, or is 0. */
  readonly between:
    | {
        readonly highest: number;
        readonly lowest: number;
        /** The share of the one minus that of the other, whichever is higher on other rows: unlike a gap it can be below 0. */
        readonly difference: Statistic;
      }
    | undefined;
}

/**
 * The largest difference of a share between two groups, as `bySubgroup` of `@cfq/metrics` gives it, in one pass over the rows
 * a resample whatever the number of groups.
 */
export function groupGap({ codes, numerator, denominator, among }: GroupGapInput): GroupGapStatistic {
  const rows = codes.length;
  const [above, below] = [new Float64Array(among.length), new Float64Array(among.length)];
  const addUp = (counts: Float64Array): void => {
    above.fill(0);
    below.fill(0);
    for (let row = 0; row < rows; row += 1) {
      const code = codes[row]!;
      above[code]! += counts[row]! * numerator[row]!;
      below[code]! += counts[row]! * denominator[row]!;
    }
  };
  const extremes = (counts: Float64Array): { high: number; low: number } | undefined => {
    addUp(counts);
    let [high, low, defined] = [-1, -1, 0];
    for (let code = 0; code < among.length; code += 1) {
      if (among[code] !== true || !(below[code]! > 0)) continue;
      defined += 1;
      const share = above[code]! / below[code]!;
      if (high < 0 || share > above[high]! / below[high]!) high = code;
      if (low < 0 || share < above[low]! / below[low]!) low = code;
    }
    return defined < 2 ? undefined : { high, low };
  };
  const between = (high: number, low: number): Estimate =>
    below[high]! > 0 && below[low]! > 0
      ? {
          value: above[high]! / below[high]! - above[low]! / below[low]!,
          count: Math.min(below[high]!, below[low]!),
        }
      : { value: NaN, count: 0 };
  const gap = statisticOf(rows, ({ counts }) => {
    const found = extremes(counts);
    return found === undefined ? { value: NaN, count: 0 } : between(found.high, found.low);
  });
  const found = extremes(new Float64Array(rows).fill(1));
  if (found === undefined || found.high === found.low) return { gap, between: undefined };
  const { high, low } = found;
  const difference = statisticOf(rows, ({ counts }) => {
    addUp(counts);
    return between(high, low);
  });
  return { gap, between: { highest: high, lowest: low, difference } };
}

function statisticOf(rows: number, evaluate: (sample: Pick<Sample, 'counts'>) => Estimate): Statistic {
  return {
    ...evaluate({ counts: new Float64Array(rows).fill(1) }),
    rows,
    evaluate,
    over: (indices) => {
      const counts = new Float64Array(rows);
      for (const row of indices) counts[row]! += 1;
      return evaluate({ counts });
    },
  };
}
