import type { RecourseRecord } from '../record/recourse-record.ts';
import { bootstrapIntervals } from '../statistics/bootstrap-intervals.ts';
import { levelMasks, withinGroups } from '../statistics/within-groups.ts';
import type { IntervalEstimate } from '../statistics/interval.ts';
import { type Aggregates, mapAggregates } from './map-aggregates.ts';
import { recordStatistics } from './record-statistics.ts';
import { type ResamplingOptions, resamplingOptions } from '../statistics/resample.ts';
import type { Statistic } from '../statistics/statistic.ts';

/** The largest difference of an aggregate between two subgroups, and the two. */
export interface GapEstimate extends IntervalEstimate {
  readonly highest: string | undefined;
  readonly lowest: string | undefined;
}

/** The aggregates of one attribute's groups and the gaps between them. */
export interface SubgroupSummary {
  readonly levels: Readonly<Record<string, Aggregates<IntervalEstimate>>>;
  readonly gaps: Aggregates<GapEstimate>;
}

/** All aggregates of a record, as plain data. */
export interface Summary extends Aggregates<IntervalEstimate> {
  /** Sizes of the test set and of the population. */
  readonly n: { readonly test: number; readonly denied: number };
  /** By attribute; empty when subgroups were not asked for. */
  readonly subgroups: Readonly<Record<string, SubgroupSummary>>;
}

export interface SummaryOptions extends Omit<ResamplingOptions, 'resamples'> {
  /** How many resamples, or how many for a population of so many rows. Default 1000; 0 leaves intervals undefined. */
  readonly resamples?: number | ((rows: number) => number) | undefined;
  /** Also every aggregate by subgroup, with the largest gap. Default `true`. */
  readonly subgroups?: boolean;
}

/**
 * Every aggregate of the protocol from a per-instance record, each with its count and its bootstrap interval,
 * over everybody and by subgroup. Undefined aggregates are `NaN` with count 0. All aggregates of one
 * population share their resamples.
 *
 * @param options `seed` 0, `resamples` 1000, `confidence` 0.95, `subgroups` true.
 * @throws MetricsError when the record breaks a rule or an option is out of range.
 */
export function summarize(record: RecourseRecord, options: SummaryOptions = {}): Summary {
  const { subgroups: wanted = true, resamples, ...rest } = options;
  const resampling = (rows: number) =>
    resamplingOptions('summarize', {
      ...rest,
      resamples: typeof resamples === 'function' ? resamples(rows) : resamples,
    });
  const statistics = recordStatistics(record);
  const { test, population } = record;
  const attributes = wanted ? Object.entries(test.subgroups) : [];
  const grouped = attributes.map(([attribute, { levels, codes }]) => {
    const everybody = levelMasks(levels, codes);
    const denied = levelMasks(
      levels,
      population.map((row) => codes[row]!),
    );
    const groups = mapAggregates(statistics, (statistic) =>
      withinGroups(statistic, levels, statistic.rows === codes.length ? everybody : denied),
    );
    return { attribute, levels, groups };
  });
  const everything = grouped
    .flatMap(({ groups }) => leaves(groups))
    .flatMap((one) => [...Object.values(one.groups), one.gap]);
  const intervals = intervalsOf([...leaves(statistics), ...everything], resampling);
  const summaryOf = ({ levels, groups }: (typeof grouped)[number]): SubgroupSummary => ({
    levels: Object.fromEntries(
      levels.map((level) => [level, mapAggregates(groups, (group) => intervals.get(group.groups[level]!)!)]),
    ),
    gaps: mapAggregates(groups, ({ gap, highest, lowest }) => ({ ...intervals.get(gap)!, highest, lowest })),
  });
  return {
    n: { test: test.label.length, denied: population.length },
    ...mapAggregates(statistics, (statistic) => intervals.get(statistic)!),
    subgroups: Object.fromEntries(grouped.map((one) => [one.attribute, summaryOf(one)])),
  };
}

function leaves<Value>(aggregates: Aggregates<Value>): Value[] {
  const found: Value[] = [];
  mapAggregates(aggregates, (value) => found.push(value));
  return found;
}

function intervalsOf(statistics: readonly Statistic[], options: (rows: number) => ResamplingOptions) {
  const found = new Map<Statistic, IntervalEstimate>();
  for (const rows of new Set(statistics.map((statistic) => statistic.rows))) {
    const alike = statistics.filter((statistic) => statistic.rows === rows);
    const intervals = bootstrapIntervals({
      statistics: Object.fromEntries(alike.entries()),
      ...options(rows),
    });
    alike.forEach((statistic, index) => found.set(statistic, intervals[index]!));
  }
  return found;
}
