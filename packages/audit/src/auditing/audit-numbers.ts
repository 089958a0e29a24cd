import { bootstrapIntervals, type ResamplingOptions, type Statistic } from '@cfq/metrics';
import { auditMetricNames, type AuditMetricName } from '../numbers/audit-metrics.ts';
import { meanStatistic } from '../numbers/mean-statistic.ts';
import { auditNumber, contentOf } from '../numbers/record-numbers.ts';
import { overlaps, type ReasonsOfBoth } from '../reasons/reasons-agreement.ts';
import type { MarginDifference } from '../result/audit-result.ts';
import type { AuditNumber } from '../result/numbers.ts';
import type { RuntimesOfFile } from '../result/runtime-verdict.ts';
import type { AuditedAttribute, GroupGap } from '../result/subgroups.ts';

/** What the numbers beyond those of a record are made of. */
export interface BeyondRecord extends ResamplingOptions {
  readonly people: number;
  readonly difference: MarginDifference;
  readonly subgroups: readonly AuditedAttribute[];
  readonly reasons: Pick<ReasonsOfBoth, 'teacher' | 'student'>;
  readonly runtimes: readonly RuntimesOfFile[];
}

const none = { lower: null, upper: null, interval: 'none' } as const;

/** Numbers that do not follow from the record alone: margins, gaps, reasons, runtimes. */
export function numbersBeyondRecord(input: BeyondRecord): AuditNumber[] {
  const { people, difference, subgroups, reasons, runtimes, ...resampling } = input;
  const numbers = [
    auditNumber('margin-error', null, { ...none, value: difference.largest, count: people }),
    ...gaps(subgroups),
    ...reasonNumbers(reasons, resampling),
  ];
  const student = runtimes.find(({ file }) => file === 'student');
  if (student !== undefined) {
    const shares = student.people
      .filter(({ rows }) => rows > 0)
      .map(({ toApproved, toDenied, rows }) => (toApproved + toDenied) / rows);
    const value = shares.length > 0 ? Math.max(...shares) : null;
    numbers.push(auditNumber('runtime-flips', null, { ...none, value, count: value === null ? 0 : people }));
  }
  return numbers;
}

/** Numbers in the order of the catalogue, and of issue margins. */
export function inOrder(numbers: readonly AuditNumber[]): AuditNumber[] {
  const place = ({ metric }: AuditNumber) => auditMetricNames.indexOf(metric as AuditMetricName);
  return numbers.toSorted((one, other) => place(one) - place(other) || (one.kappa ?? 0) - (other.kappa ?? 0));
}

const gapNames = {
  drift: 'subgroup-gap',
  flips: 'subgroup-flips-gap',
  vd: 'subgroup-vd-gap',
} as const satisfies Record<GroupGap['metric'], AuditMetricName>;

function gaps(subgroups: readonly AuditedAttribute[]): AuditNumber[] {
  if (subgroups.length === 0) return [];
  return (['drift', 'flips', 'vd'] as const).map((metric) => {
    const defined = subgroups.flatMap(({ gaps: all, groups }) =>
      all.filter((gap) => gap.metric === metric && gap.value !== null).map((gap) => ({ gap, groups })),
    );
    const [first] = defined.toSorted((one, other) => other.gap.value! - one.gap.value!);
    if (first === undefined) return auditNumber(gapNames[metric], null, { ...none, value: null, count: 0 });
    const { value, lower, upper, highest, lowest } = first.gap;
    const sizes = first.groups
      .filter(({ level, compared }) => (highest === null ? compared : level === highest || level === lowest))
      .map(({ rows, promised }) => (metric === 'vd' ? promised : rows));
    return auditNumber(gapNames[metric], null, {
      ...{ value, lower, upper, count: Math.min(...sizes) },
      interval: lower === null && upper === null ? 'none' : 'bootstrap',
    });
  });
}

function reasonNumbers(reasons: BeyondRecord['reasons'], resampling: ResamplingOptions): AuditNumber[] {
  const overlap = overlaps(reasons);
  const first = Float64Array.from(reasons.teacher, (own, person) =>
    Number(own[0] === reasons.student[person]![0]),
  );
  const measured: Record<string, Statistic> = {
    reasons: meanStatistic(overlap),
    'reasons-same': meanStatistic(overlap.map((one) => Number(one === 1))),
    'reasons-first': meanStatistic(first),
  };
  const intervals = bootstrapIntervals({ statistics: measured, ...resampling });
  return Object.entries(intervals).map(([name, estimate]) =>
    auditNumber(name as AuditMetricName, null, contentOf(estimate)),
  );
}
