import { checkSize, type Rule } from './check.ts';
import { type Column, readColumns } from './column.ts';
import { type Estimate, estimateOf, type Statistic, statistic } from './statistic.ts';

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

/** Calls a function once for each array, as long as the array is held. */
function remember<Value>(compute: (indices: Int32Array) => Value): (indices: Int32Array) => Value {
  const known = new WeakMap<Int32Array, Value>();
  return (indices) => {
    const value = known.get(indices) ?? compute(indices);
    known.set(indices, value);
    return value;
  };
}

/** Splits row numbers by level, in the order of `levels`. */
export type SplitByLevel = (indices: Int32Array) => readonly Int32Array[];

/**
 * Makes the function that splits row numbers by their level.
 *
 * @throws {MetricsError} when codes differ in length from the rows or are no index into `levels`.
 */
export function splitByLevel(origin: string, rows: number, { levels, codes }: Subgroups): SplitByLevel {
  const isLevel = (value: number) => Number.isInteger(value) && value >= 0 && value < levels.length;
  const rule: Rule = { rule: `an index into the ${levels.length} levels`, holds: isLevel };
  const checked = readColumns(origin, { codes }, { codes: rule }).codes;
  checkSize(origin, 'codes.length', rows, checked.length);
  return remember((indices) =>
    levels.map((_, level) => {
      const members = new Int32Array(indices.length);
      let size = 0;
      for (let index = 0; index < indices.length; index += 1) {
        const row = indices[index]!;
        if (checked[row] === level) members[size++] = row;
      }
      return members.subarray(0, size);
    }),
  );
}

function gapOf(values: readonly Estimate[]): Estimate & { low: number; high: number } {
  const order = [...values.keys()].filter((level) => values[level]!.count > 0);
  order.sort((left, right) => values[left]!.value - values[right]!.value);
  if (order.length < 2) return { ...estimateOf(0, 0), low: -1, high: -1 };
  const low = order[0]!;
  const high = order[order.length - 1]!;
  const count = Math.min(values[low]!.count, values[high]!.count);
  return { ...estimateOf(values[high]!.value - values[low]!.value, count), low, high };
}

/** `bySubgroup` with a split that may be shared by many statistics. */
export function withinLevels(
  { rows, over }: Statistic,
  levels: readonly string[],
  split: SplitByLevel,
): SubgroupStatistics {
  const parts = levels.map((_, level) =>
    statistic(
      rows,
      remember((indices) => over(split(indices)[level]!)),
    ),
  );
  const { low, high } = gapOf(parts);
  return {
    levels: Object.fromEntries(levels.map((level, index) => [level, parts[index]!])),
    gap: statistic(rows, (indices) => {
      const { value, count } = gapOf(parts.map((part) => part.over(indices)));
      return { value, count };
    }),
    highest: levels[high],
    lowest: levels[low],
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
  return withinLevels(statistic, levels, splitByLevel('bySubgroup', statistic.rows, input));
}
