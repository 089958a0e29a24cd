import { checkEqual, refusal } from '../internals/check.ts';
import { describeValue } from '../internals/describe-value.ts';
import { checkLevels } from './check-levels.ts';
import { checkList, checkStatistic } from './check-statistic.ts';
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
 * @throws MetricsError when groups differ in length from the metric's rows or name no level, or two levels have one
 * name, or none.
 */
export function bySubgroup(input: BySubgroupInput): SubgroupStatistics {
  const origin = 'bySubgroup';
  const { groups, levels: given, among } = input;
  const statistic = checkStatistic(origin, 'statistic', input.statistic);
  if (!Number.isInteger((groups as typeof groups | undefined)?.length) || typeof groups === 'string') {
    const remedy = 'Give the group of every row, a column of a table as it stands.';
    throw refusal(origin, 'groups', 'an array of names', describeValue(groups), remedy);
  }
  const names = Array.from(groups, (group, row) => {
    if (group !== '' && (typeof group === 'string' || typeof group === 'number')) return String(group);
    const remedy = 'Name the group of every row, also of those of whom it is not known.';
    throw refusal(origin, `groups[${row}]`, 'a name or a number', describeValue(group), remedy);
  });
  checkEqual(origin, 'groups.length', statistic.rows, names.length);
  const levels = given ?? [...new Set(names)];
  checkLevels(origin, 'levels', checkList(origin, 'levels', levels, 'names'));
  const places = new Map(levels.map((level, place) => [level, place]));
  const placeOf = (where: string, name: string, remedy: string) => {
    const place = places.get(name);
    if (place !== undefined) return place;
    throw refusal(origin, where, `one of ${levels.join(', ')}`, name, remedy);
  };
  const codes = names.map((name, row) =>
    placeOf(`groups[${row}]`, name, 'Add the group to levels, or leave levels out.'),
  );
  among?.forEach((name, place) => placeOf(`among[${place}]`, name, 'Compare groups that there are.'));
  return withinGroups(statistic, levels, levelMasks(levels, codes), among);
}
