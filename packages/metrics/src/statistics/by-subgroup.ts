import { checkEqual, refusal } from '../internals/check.ts';
import type { Statistic } from './statistic.ts';
import { type SubgroupStatistics, levelMasks, withinGroups } from './within-groups.ts';

export interface BySubgroupInput {
  /** Any metric of this package. */
  readonly statistic: Statistic;
  /** `[rows]` each row's group: a column of a table as it stands. Numbers are read as text. */
  readonly groups: ArrayLike<string | number>;
  /** The names of all groups, also of empty ones. Default: those that occur, in order of occurrence. */
  readonly levels?: readonly string[] | undefined;
  /** The groups that take part in the gap, such as those large enough to be compared. Default: all. */
  readonly among?: readonly string[] | undefined;
}

/**
 * A metric within each subgroup, and the largest gap between two of them. Groups in which the metric is
 * undefined take no part in the gap; with fewer than two groups left the gap is undefined, and so is that
 * between two infinite safe margins. The gap's count is the smaller count of the two groups that make it.
 *
 * All returned statistics keep the rows of the whole, so that intervals resample everybody and groups vary
 * in size as they would in another sample.
 *
 * @throws MetricsError when groups differ in length from the metric's rows or name no level.
 */
export function bySubgroup(input: BySubgroupInput): SubgroupStatistics {
  const origin = 'bySubgroup';
  const names = Array.from(input.groups, String);
  checkEqual(origin, 'groups.length', input.statistic.rows, names.length);
  const levels = input.levels ?? [...new Set(names)];
  const places = new Map(levels.map((level, place) => [level, place]));
  const codes = names.map((name, row) => {
    const code = places.get(name);
    if (code !== undefined) return code;
    const remedy = 'Add the group to levels, or leave levels out.';
    throw refusal(origin, `groups[${row}]`, `one of ${levels.join(', ')}`, name, remedy);
  });
  return withinGroups(input.statistic, levels, levelMasks(levels, codes), input.among);
}
