import { checkSize, type Rule } from '../internals/check.ts';
import { type Column, readColumns } from '../internals/column.ts';
import { remember } from '../internals/remember.ts';
import { type Estimate, estimateOf, type Sample, type Statistic, statistic } from './statistic.ts';

/** A sensitive or otherwise interesting attribute of each row. */
export interface Subgroups {
  /** Names of the groups. */
  readonly levels: readonly string[];
  /** `[rows]` each row's group, as an index into `levels`. */
  readonly codes: Column;
}

export interface BySubgroupInput extends Subgroups {
  /** Any metric of this package. */
  readonly statistic: Statistic;
}

export interface SubgroupStatistics {
  /** The metric within each group. */
  readonly levels: Readonly<Record<string, Statistic>>;
  /** The largest difference between two groups, highest minus lowest. */
  readonly gap: Statistic;
  /** The group with the highest value; `undefined` where fewer than two groups are defined. */
  readonly highest: string | undefined;
  /** The group with the lowest value. */
  readonly lowest: string | undefined;
}

/**
 * Each row's level as a checked index into `levels`.
 *
 * @throws {MetricsError} when codes differ in length from the rows or are no index into `levels`.
 */
export function levelCodes(origin: string, rows: number, { levels, codes }: Subgroups): Float64Array {
  const level: Rule = (value) => levels[value] !== undefined || `an index into the ${levels.length} levels`;
  const checked = readColumns(origin, { codes }, { codes: level }).codes;
  checkSize(origin, 'codes.length', rows, checked.length);
  return checked;
}

function gapOf(values: readonly Estimate[]): { gap: Estimate; low?: number; high?: number } {
  const order = [...values.keys()]
    .filter((level) => values[level]!.count > 0)
    .sort((left, right) => values[left]!.value - values[right]!.value);
  if (order.length < 2) return { gap: estimateOf(0, 0) };
  const low = order[0]!;
  const high = order.pop()!;
  const [lowest, highest] = [values[low]!, values[high]!];
  return {
    gap: estimateOf(highest.value - lowest.value, Math.min(lowest.count, highest.count)),
    low,
    high,
  };
}

/** Turns a sample into that of the members of a group. */
export type Mask = (sample: Sample) => Sample;

/** The masks of all levels, to be shared by the statistics of the same rows. */
export function levelMasks(levels: readonly string[], codes: ArrayLike<number>): Mask[] {
  return levels.map((_, level) => {
    const mask = (column: Float64Array) => column.map((value, row) => (codes[row] === level ? value : 0));
    const masked = remember(mask);
    return remember(({ counts, sum }) => ({ counts: mask(counts), sum: (column) => sum(masked(column)) }));
  });
}

/** `bySubgroup` with masks, one a level. */
export function withinLevels(
  { rows, evaluate }: Statistic,
  levels: readonly string[],
  masks: readonly Mask[],
): SubgroupStatistics {
  const parts = masks.map((mask) => statistic(rows, (sample) => evaluate(mask(sample))));
  const { low, high } = gapOf(parts);
  return {
    levels: Object.fromEntries(levels.map((level, index) => [level, parts[index]!])),
    gap: statistic(rows, (sample) => gapOf(parts.map((part) => part.evaluate(sample))).gap),
    highest: levels[high ?? -1],
    lowest: levels[low ?? -1],
  };
}

/**
 * A metric within each subgroup, and the largest gap between two of them. Groups in which the metric is
 * undefined take no part in the gap; with fewer than two groups left the gap is undefined, and so is that
 * between two infinite safe margins. The gap's count is the smaller count of the two groups that make it.
 *
 * All returned statistics keep the rows of the whole, so that intervals resample everybody and groups vary
 * in size as they would in another sample.
 *
 * @throws {MetricsError} when codes differ in length from the metric's rows or are no index into `levels`.
 */
export function bySubgroup(input: BySubgroupInput): SubgroupStatistics {
  const { statistic, levels } = input;
  return withinLevels(statistic, levels, levelMasks(levels, levelCodes('bySubgroup', statistic.rows, input)));
}
