import { memoize } from '../internals/memoize.ts';
import { type Estimate, estimateOf, type Sample, type Statistic, statistic } from './statistic.ts';

/** A statistic within each of some groups, and what lies between them. */
export interface SubgroupStatistics {
  /** The metric within each group. */
  readonly groups: Readonly<Record<string, Statistic>>;
  /** The largest difference between two groups, highest minus lowest. */
  readonly gap: Statistic;
  /** The group with the highest value, the first of several; `undefined` where fewer than two are defined. */
  readonly highest: string | undefined;
  /** The group with the lowest value, the first of several. */
  readonly lowest: string | undefined;
}

/** Turns a sample into that of the members of a group. */
export type Mask = (sample: Sample) => Sample;

/** The masks of all levels, to be shared by the statistics of the same rows. */
export function levelMasks(levels: readonly string[], codes: ArrayLike<number>): Mask[] {
  return levels.map((_, level) => {
    const mask = (column: Float64Array) => column.map((value, row) => (codes[row] === level ? value : 0));
    const masked = memoize(mask);
    return memoize(({ counts, sum }) => ({ counts: mask(counts), sum: (column) => sum(masked(column)) }));
  });
}

function gapOf(values: readonly Estimate[]): { gap: Estimate; low?: number; high?: number } {
  const defined = [...values.keys()].filter((level) => values[level]!.count > 0);
  if (defined.length < 2) return { gap: estimateOf(0, 0) };
  const best = (sign: number) =>
    defined.reduce((one, other) => (sign * (values[other]!.value - values[one]!.value) > 0 ? other : one));
  const [low, high] = [best(-1), best(1)];
  const [lowest, highest] = [values[low]!, values[high]!];
  return {
    gap: estimateOf(highest.value - lowest.value, Math.min(lowest.count, highest.count)),
    low,
    high,
  };
}

/**
 * A statistic within each level.
 *
 * @param masks one a level.
 * @param among the levels that take part in the gap.
 */
export function withinGroups(
  { rows, evaluate, bounded }: Statistic,
  levels: readonly string[],
  masks: readonly Mask[],
  among: readonly string[] = levels,
): SubgroupStatistics {
  const parts = masks.map((mask) =>
    statistic(
      rows,
      (sample) => evaluate(mask(sample)),
      bounded && { ...bounded, common: (sample) => bounded.common(mask(sample)) },
    ),
  );
  const compared = levels.filter((level) => among.includes(level));
  const chosen = parts.filter((_, level) => among.includes(levels[level]!));
  const { low, high } = gapOf(chosen);
  return {
    groups: Object.fromEntries(levels.map((level, index) => [level, parts[index]!])),
    gap: statistic(rows, (sample) => gapOf(chosen.map((part) => part.evaluate(sample))).gap),
    highest: compared[high ?? -1],
    lowest: compared[low ?? -1],
  };
}
