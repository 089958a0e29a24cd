import { type Column, columnReader, type ColumnRule } from './column.ts';
import { MetricsError } from './metrics-error.ts';
import { type Estimate, type Statistic, undefinedEstimate } from './statistic.ts';

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
  /** The metric within each group; its rows are the rows of that group. */
  readonly levels: Readonly<Record<string, Statistic>>;
  /** The largest difference between two groups, highest minus lowest; its rows are all rows. */
  readonly gap: Statistic;
  /** The group with the highest value; `undefined` where fewer than two groups are defined. */
  readonly highest: string | undefined;
  /** The group with the lowest value. */
  readonly lowest: string | undefined;
}

/** `[rows of the group]` the rows of each level, in the order of `levels`. */
export function subgroupRows(origin: string, rows: number, { levels, codes }: Subgroups): Int32Array[] {
  const isLevel = (value: number) => Number.isInteger(value) && value >= 0 && value < levels.length;
  const rule: ColumnRule = { rule: `an index into the ${levels.length} levels`, holds: isLevel };
  const checked = columnReader(origin)('codes', codes, rule);
  if (checked.length !== rows) {
    const remedy = 'Give each row of the metric a code';
    throw new MetricsError(origin, 'codes have another length', rows, checked.length, remedy);
  }
  const all = Int32Array.from(checked.keys());
  return levels.map((_, level) => all.filter((row) => checked[row] === level));
}

function extremes(values: readonly Estimate[]): { low: number; high: number } | undefined {
  const order = [...values.keys()].filter((level) => values[level]!.count > 0);
  const by = (sign: number) =>
    order.reduce(
      (best, level) => (sign * (values[level]!.value - values[best]!.value) > 0 ? level : best),
      order[0]!,
    );
  return order.length < 2 ? undefined : { low: by(-1), high: by(1) };
}

function gapOf(values: readonly Estimate[]): Estimate {
  const found = extremes(values);
  if (!found) return undefinedEstimate;
  const high = values[found.high]!;
  const low = values[found.low]!;
  const value = high.value - low.value;
  return Number.isNaN(value) ? undefinedEstimate : { value, count: Math.min(high.count, low.count) };
}

/**
 * A metric within each subgroup, and the largest gap between two of them. Groups in which the metric is
 * undefined take no part in the gap; with fewer than two groups left the gap is undefined, and so is that
 * between two infinite safe margins. The gap's count is the smaller count of the two groups that make it.
 *
 * @throws {MetricsError} when codes differ in length from the metric's rows or are no index into `levels`.
 */
export function bySubgroup(input: BySubgroupInput): SubgroupStatistics {
  const { statistic, levels, codes } = input;
  const groups = subgroupRows('bySubgroup', statistic.rows, input);
  const parts = groups.map((rows) => statistic.take(rows));
  const found = extremes(parts);
  const gap: Statistic = {
    ...gapOf(parts),
    rows: statistic.rows,
    evaluate: (weights) =>
      gapOf(parts.map((part, level) => part.evaluate(groups[level]!.map((row) => weights[row]!)))),
    take: (indices) =>
      bySubgroup({
        statistic: statistic.take(indices),
        levels,
        codes: Array.from(indices, (row) => codes[row]!),
      }).gap,
  };
  return {
    levels: Object.fromEntries(levels.map((level, index) => [level, parts[index]!])),
    gap,
    highest: found && levels[found.high],
    lowest: found && levels[found.low],
  };
}
