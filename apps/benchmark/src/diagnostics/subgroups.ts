import { bySubgroup, type Estimate, type RecourseRecord, type SubgroupStatistics } from '@cfq/metrics';
import { aggregateAt, recordStatistics } from '@cfq/metrics/aggregates';
import { leadKappaOf } from '../cells/lead-kappa.ts';
import type { DiagnosticContext } from './diagnostic-context.ts';
import {
  subgroupAggregates,
  type SubgroupAggregate,
  type SubgroupGap,
  type Subgroups,
} from '../cells/diagnostics/subgroups-schema.ts';

/** Denied rows that a level needs to take part in a gap: below, one person moves a share by more than 3 points. */
const leastDenied = 30;

/**
 * What a student does to each subgroup: at the lead issue margin the validity drop and the median counterfactual recourse gap,
 * and over-grant, near-miss fidelity and acceptance drift, for every level of every subgroup attribute of the record;
 * and the largest gap of each between two levels with at least 30 denied rows. Levels below that are listed, with
 * their counts, but make no gap.
 *
 * @throws MetricsError when the record breaks one of its rules.
 */
export function subgroups({ record }: Pick<DiagnosticContext, 'record'>): Promise<Subgroups> {
  return Promise.resolve(subgroupsOf(record));
}

/** {@link subgroups} of a record, at once. */
export function subgroupsOf(record: RecourseRecord): Subgroups {
  const statistics = recordStatistics(record);
  const kappa = leadKappaOf(record.margins.map((margin) => margin.kappa));
  const attributes = Object.entries(record.test.subgroups).map(([attribute, { levels, codes }]) => {
    const everybody = Array.from(codes, (code) => levels[code]!);
    const denied = Array.from(record.population, (row) => everybody[row]!);
    const large = levels.filter((level) => occurrences(denied, level) >= leastDenied);
    const found = each((name) => {
      const statistic = aggregateAt(statistics, name, kappa)!;
      const groups = statistic.rows === codes.length ? everybody : denied;
      return bySubgroup({ statistic, levels, groups, among: large });
    });
    return {
      attribute,
      levels: levels.map((level) => ({
        level,
        ...each((name) => definedOf(found[name].groups[level]!)),
        n: { rows: occurrences(everybody, level), denied: occurrences(denied, level) },
        counts: each((name) => found[name].groups[level]!.count),
      })),
      gaps: each((name) => gapOf(found[name])),
    };
  });
  return { kappa, leastDenied, attributes };
}

function each<Field>(field: (name: SubgroupAggregate) => Field): Record<SubgroupAggregate, Field> {
  return Object.fromEntries(subgroupAggregates.map((name) => [name, field(name)])) as Record<
    SubgroupAggregate,
    Field
  >;
}

function definedOf({ value }: Estimate): number | null {
  return Number.isFinite(value) ? value : null;
}

function occurrences(groups: readonly string[], level: string): number {
  return groups.filter((group) => group === level).length;
}

function gapOf({ gap: { value, count }, highest, lowest }: SubgroupStatistics): SubgroupGap {
  return count === 0 || highest === undefined || lowest === undefined
    ? null
    : { gap: value, highest, lowest };
}
