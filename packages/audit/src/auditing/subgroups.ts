import { bootstrapIntervals, type RecourseRecord, type ResamplingOptions } from '@cfq/metrics';
import { favourable } from '@cfq/evaluation';
import { groupGap, type GroupGapStatistic } from '../numbers/group-gap.ts';
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
  const place = margins.findIndex(({ kappa }) => kappa === leadMargin);
  const { teacher, atTeacherRecourse } = margins[place]!;
  const flipped = Uint8Array.from(test.teacherPrediction, (one, row) =>
    Number(one !== test.studentPrediction[row]),
  );
  const change = Int8Array.from(
    test.studentPrediction,
    (one, row) => Number(one === favourable) - Number(test.teacherPrediction[row] === favourable),
  );
  const brokenPromise = Uint8Array.from(teacher.valid, (one, person) =>
    Number(one === 1 && atTeacherRecourse.studentPrediction[person] !== favourable),
  );
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
    const largeEnough = groups.map(({ compared }) => compared);
    const everybody = { codes, denominator: new Uint8Array(codes.length).fill(1), among: largeEnough };
    const gaps = {
      drift: groupGap({ ...everybody, numerator: change }),
      flips: groupGap({ ...everybody, numerator: flipped }),
      vd: groupGap({
        codes: population.map((row) => codes[row]!),
        numerator: brokenPromise,
        denominator: teacher.valid,
        among: groups.map(({ promised }) => promised >= minimum),
      }),
    };
    return { attribute, groups, gaps: gapsOf(gaps, levels, resampling) };
  });
}

function gapsOf(
  gaps: Readonly<Record<GroupGap['metric'], GroupGapStatistic>>,
  levels: readonly string[],
  resampling: ResamplingOptions,
): GroupGap[] {
  const estimatesOf = ({ gap, between }: GroupGapStatistic) =>
    bootstrapIntervals<'gap' | 'difference'>({
      statistics: { gap, difference: between?.difference ?? gap },
      ...resampling,
    });
  return (['drift', 'flips', 'vd'] as const).map((metric) => {
    const found = gaps[metric];
    const estimates = estimatesOf(found);
    const { value, lower, upper } = contentOf(estimates.gap);
    const { between } = found;
    return {
      ...{ metric, value, lower, upper },
      highest: between === undefined ? null : levels[between.highest]!,
      lowest: between === undefined ? null : levels[between.lowest]!,
      apart: between !== undefined && estimates.difference.lower > 0,
    };
  });
}
