import {
  bootstrapIntervals,
  bySubgroup,
  type RecourseRecord,
  type ResamplingOptions,
  type Statistic,
} from '@cfq/metrics';
import { recordStatistics } from '@cfq/metrics/aggregates';
import { favourable } from '@cfq/evaluation';
import { meanStatistic } from '../numbers/mean-statistic.ts';
import { contentOf } from '../numbers/record-numbers.ts';
import type { AuditedAttribute, AuditedGroup, GroupGap } from '../result/subgroups.ts';

/** What {@link subgroupsOf} reads. */
export interface SubgroupsInput extends ResamplingOptions {
  readonly record: RecourseRecord;
  readonly leadMargin: number;
  /** People that a group needs to take part in a gap; of VD, people with a promise. */
  readonly minimum: number;
}

/**
 * What the change means for the groups of each attribute. Gaps are between groups that are large enough, so that a gap
 * does not rest on a handful.
 */
export function subgroupsOf({
  record,
  leadMargin,
  minimum,
  ...resampling
}: SubgroupsInput): AuditedAttribute[] {
  const { test, population, margins } = record;
  const statistics = recordStatistics(record);
  const place = margins.findIndex(({ kappa }) => kappa === leadMargin);
  const { teacher, atTeacherRecourse } = margins[place]!;
  const flipped = Float64Array.from(test.teacherPrediction, (one, row) =>
    Number(one !== test.studentPrediction[row]),
  );
  const flips = meanStatistic(flipped);
  return Object.entries(test.subgroups).map(([attribute, { levels, codes }]): AuditedAttribute => {
    const groups = levels.map((level, code): AuditedGroup => {
      const rows = [...codes.keys()].filter((row) => codes[row] === code);
      const denied = [...population.keys()].filter((person) => codes[population[person]!] === code);
      const promised = denied.filter((person) => teacher.valid[person] === 1);
      const share = (holds: (row: number) => boolean) =>
        rows.length === 0 ? null : rows.filter(holds).length / rows.length;
      return {
        level,
        rows: rows.length,
        denied: denied.length,
        compared: rows.length >= minimum,
        approvalTeacher: share((row) => test.teacherPrediction[row] === favourable),
        approvalStudent: share((row) => test.studentPrediction[row] === favourable),
        flips: share((row) => flipped[row] === 1),
        promised: promised.length,
        broken: promised.filter((person) => atTeacherRecourse.studentPrediction[person] !== favourable)
          .length,
      };
    });
    const names = Array.from(codes, (code) => levels[code]!);
    const deniedNames = Array.from(population, (row) => names[row]!);
    const large = groups.filter(({ compared }) => compared).map(({ level }) => level);
    const promising = groups.filter(({ promised }) => promised >= minimum).map(({ level }) => level);
    const gap = (
      metric: GroupGap['metric'],
      statistic: Statistic,
      of: readonly string[],
      among: readonly string[],
    ) => gapOf(metric, bySubgroup({ statistic, groups: of, levels, among }), resampling);
    return {
      attribute,
      groups,
      gaps: [
        gap('drift', statistics.test.acceptanceDrift, names, large),
        gap('flips', flips, names, large),
        gap('vd', statistics.margins[place]!.validityDrop, deniedNames, promising),
      ],
    };
  });
}

function gapOf(
  metric: GroupGap['metric'],
  { gap, highest, lowest }: ReturnType<typeof bySubgroup>,
  resampling: ResamplingOptions,
): GroupGap {
  const { value, lower, upper } = contentOf(bootstrapIntervals({ statistics: { gap }, ...resampling }).gap);
  const apart = highest !== undefined && lowest !== undefined && highest !== lowest;
  return { metric, value, lower, upper, highest: apart ? highest : null, lowest: apart ? lowest : null };
}
