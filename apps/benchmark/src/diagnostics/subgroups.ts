import { bySubgroup, type Estimate, type RecourseRecord, type Statistic } from '@cfq/metrics';
import { recordStatistics } from '@cfq/metrics/aggregates';
import { leadKappaOf } from '../cells/lead-kappa.ts';
import type { DiagnosticContext } from './diagnostic-context.ts';
import type {
  SubgroupAggregate,
  SubgroupGap,
  SubgroupLevel,
  Subgroups,
} from '../cells/diagnostics/subgroups-schema.ts';

/** Denied rows that a level needs to take part in a gap: below, one person moves a share by more than 3 points. */
const leastDenied = 30;

/**
 * What a student does to each subgroup: at the lead issue margin the validity drop and the median cost recourse gap,
 * and over-grant, near-miss fidelity and acceptance drift, for every level of every subgroup attribute of the record;
 * and the largest gap of each between two levels with at least 30 denied rows. Levels below that are listed, with
 * their counts, but make no gap.
 *
 * @throws MetricsError when the record breaks one of its rules.
 */
export function subgroups({ record }: Pick<DiagnosticContext, 'record'>): Promise<Subgroups> {
  return Promise.resolve(subgroupsOf(record));
}

function subgroupsOf(record: RecourseRecord): Subgroups {
  const { test, denied: population, margins } = recordStatistics(record);
  const kappa = leadKappaOf(margins.map((margin) => margin.kappa));
  const lead = margins.find((margin) => margin.kappa === kappa)!;
  const attributes = Object.entries(record.test.subgroups).map(([attribute, { levels, codes }]) => {
    const deniedCodes = record.population.map((row) => codes[row]!);
    const within = (statistic: Statistic): Readonly<Record<string, Estimate>> =>
      bySubgroup({
        statistic,
        levels,
        groups: Array.from(statistic.rows === codes.length ? codes : deniedCodes, (code) => levels[code]!),
      }).groups;
    const estimates = {
      vd: within(lead.validityDrop),
      crgMedian: within(lead.counterfactualRecourseGapMedian),
      overGrant: within(population.overGrant),
      nearMissFidelity: within(population.nearMissFidelity),
      acceptanceDrift: within(test.acceptanceDrift),
    };
    const measured = levels.map((level, code): SubgroupLevel => {
      const of = (name: SubgroupAggregate): Estimate => estimates[name][level]!;
      return {
        level,
        vd: definedOf(of('vd')),
        crgMedian: definedOf(of('crgMedian')),
        overGrant: definedOf(of('overGrant')),
        nearMissFidelity: definedOf(of('nearMissFidelity')),
        acceptanceDrift: definedOf(of('acceptanceDrift')),
        n: {
          rows: occurrences(codes, code),
          denied: occurrences(deniedCodes, code),
          vd: of('vd').count,
          crg: of('crgMedian').count,
          nearMiss: of('nearMissFidelity').count,
        },
      };
    });
    const large = measured.filter(({ n }) => n.denied >= leastDenied);
    return {
      attribute,
      levels: measured,
      gaps: {
        vd: gapBetween(large, 'vd'),
        crgMedian: gapBetween(large, 'crgMedian'),
        overGrant: gapBetween(large, 'overGrant'),
        nearMissFidelity: gapBetween(large, 'nearMissFidelity'),
        acceptanceDrift: gapBetween(large, 'acceptanceDrift'),
      },
    };
  });
  return { kappa, leastDenied, attributes };
}

function definedOf({ value }: Estimate): number | null {
  return Number.isFinite(value) ? value : null;
}

function occurrences(codes: Int32Array, code: number): number {
  return codes.reduce((count, one) => count + Number(one === code), 0);
}

/** The first of equal levels is named, at both ends. */
function gapBetween(levels: readonly SubgroupLevel[], name: SubgroupAggregate): SubgroupGap {
  const known = levels.flatMap(({ level, [name]: value }) => (value === null ? [] : [{ level, value }]));
  if (known.length < 2) return null;
  const highest = known.reduce((best, one) => (one.value > best.value ? one : best));
  const lowest = known.reduce((best, one) => (one.value < best.value ? one : best));
  return { gap: highest.value - lowest.value, highest: highest.level, lowest: lowest.level };
}
