import {
  bootstrapIntervals,
  pairedComparison,
  type IntervalEstimate,
  type RecourseRecord,
  type ResamplingOptions,
  type Statistic,
} from '@cfq/metrics';
import { aggregateAt, recordStatistics, type AggregateName, type Aggregates } from '@cfq/metrics/aggregates';
import type { AuditNumber } from '../result/numbers.ts';
import { auditMetric, auditMetricNames, numberId, type AuditMetricName } from './audit-metrics.ts';

/** Options of {@link recordNumbers}. */
export interface RecordNumbersOptions extends ResamplingOptions {
  /** Whether the labels of the record are true outcomes; without, there is no accuracy. Default true. */
  readonly labelled?: boolean | undefined;
}

/** The teacher's side of the numbers that have one. */
const baselines: Partial<Record<AuditMetricName, AggregateName>> = {
  accuracy: 'accuracyTeacher',
  'balanced-accuracy': 'balancedAccuracyTeacher',
  feasible: 'feasibleRateTeacher',
  cost: 'meanCostTeacher',
};

/** Differences of two aggregates, teacher minus student. */
const drops: Partial<Record<AuditMetricName, AggregateName>> = {
  'accuracy-drop': 'accuracyTeacher',
  'balanced-accuracy-drop': 'balancedAccuracyTeacher',
};

/** Kept as absolute values. */
const absolute: ReadonlySet<AuditMetricName> = new Set(['drift', 'crg', 'crg-mean']);

/** What an estimate says, undefined numbers being null. */
export type NumberContent = Pick<AuditNumber, 'value' | 'count' | 'lower' | 'upper' | 'interval'> &
  Partial<Pick<AuditNumber, 'above' | 'baseline'>>;

/** A number of the catalogue with what was measured. */
export function auditNumber(
  metric: AuditMetricName,
  kappa: number | null,
  content: NumberContent,
): AuditNumber {
  const { title, description, over, unit, digits, better } = auditMetric(metric);
  return {
    ...{ id: numberId(metric, kappa), metric, kappa, title, description, over, unit, digits, better },
    ...{ above: null, baseline: null, ...content },
  };
}

/** An estimate as plain data. */
export function contentOf(
  estimate: Omit<IntervalEstimate, 'interval' | 'resamples'> & { interval: string },
): NumberContent {
  const { value, count, lower, upper, interval } = estimate;
  const ends = [finite(lower), finite(upper)] as const;
  const none = (ends[0] === null && ends[1] === null) || (interval !== 'bootstrap' && interval !== 'exact');
  return {
    value: finite(value),
    count,
    lower: none ? null : ends[0],
    upper: none ? null : ends[1],
    interval: none ? 'none' : interval,
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/**
 * The numbers of an audit that follow from a per-instance record alone, in the order of the catalogue: decisions,
 * promises, near misses, costs, and accuracy where there are labels. Values and intervals are those of `summarize` of
 * `@cfq/metrics`, of the aggregates that the catalogue names alone.
 *
 * @throws MetricsError (of `@cfq/metrics`) when the record breaks a rule or an option is out of range
 */
export function recordNumbers(record: RecourseRecord, options: RecordNumbersOptions = {}): AuditNumber[] {
  const { labelled = true } = options;
  const kappas = record.margins.map(({ kappa }) => kappa);
  const statistics = recordStatistics(record);
  const asked = auditMetricNames.flatMap((name) => {
    const { aggregate, atMargin, needs } = auditMetric(name);
    if (aggregate === undefined || (needs === 'labels' && !labelled)) return [];
    return (atMargin ? kappas : [null]).map((kappa) => ({ name, aggregate, kappa }));
  });
  const statisticOf = (aggregate: AggregateName, kappa: number | null) =>
    aggregateAt(statistics, aggregate, kappa ?? 0)!;
  const wanted = asked.filter(({ name }) => drops[name] === undefined);
  const intervals = intervalsOf(
    wanted.map(({ aggregate, kappa }) => statisticOf(aggregate, kappa)),
    options,
  );
  return asked.map(({ name, aggregate, kappa }) => {
    const drop = drops[name];
    if (drop !== undefined) return auditNumber(name, kappa, dropOf(statistics, drop, aggregate, options));
    const estimate = intervals.get(statisticOf(aggregate, kappa))!;
    if (name === 'flips') return auditNumber(name, kappa, flips(estimate));
    const content = contentOf(estimate);
    const baseline = baselines[name];
    return auditNumber(name, kappa, {
      ...(absolute.has(name) ? magnitude(content) : content),
      ...(baseline !== undefined && { baseline: finite(statisticOf(baseline, kappa).value) }),
      ...(name === 'safe-margin' && estimate.value === Infinity && { above: kappas.at(-1) ?? null }),
    });
  });
}

/** The interval of each statistic; those over the same rows share their resamples. */
function intervalsOf(
  statistics: readonly Statistic[],
  { seed, resamples, confidence }: RecordNumbersOptions,
): Map<Statistic, IntervalEstimate> {
  const found = new Map<Statistic, IntervalEstimate>();
  for (const rows of new Set(statistics.map((statistic) => statistic.rows))) {
    const alike = [...new Set(statistics.filter((statistic) => statistic.rows === rows))];
    const estimates = bootstrapIntervals({
      statistics: Object.fromEntries(alike.entries()),
      ...{ seed, resamples, confidence },
    });
    alike.forEach((statistic, place) => found.set(statistic, estimates[place]!));
  }
  return found;
}

/** From agreement, as a quotient of whole people: a limit of 5 in 1,000 is met by 5. */
function flips(agreement: IntervalEstimate): NumberContent {
  const { value, count, lower, upper, ...rest } = contentOf(agreement);
  return {
    ...rest,
    count,
    value: value === null ? null : Math.round((1 - value) * count) / count,
    lower: upper === null ? null : Math.max(0, 1 - upper),
    upper: lower === null ? null : Math.min(1, 1 - lower),
  };
}

function magnitude({ value, lower, upper, ...rest }: NumberContent): NumberContent {
  const ends = [lower, upper].filter((end) => end !== null).map(Math.abs);
  const across = lower !== null && upper !== null && lower <= 0 && upper >= 0;
  return {
    ...rest,
    value: value === null ? null : Math.abs(value),
    lower: lower === null || upper === null ? null : across ? 0 : Math.min(...ends),
    upper: lower === null || upper === null ? null : Math.max(...ends),
  };
}

function dropOf(
  statistics: Aggregates<Statistic>,
  teacher: AggregateName,
  student: AggregateName,
  { seed, resamples, confidence }: RecordNumbersOptions,
): NumberContent {
  const [first, second] = [teacher, student].map((name) => [aggregateAt(statistics, name, 0)!]);
  return contentOf(pairedComparison({ first: first!, second: second!, seed, resamples, confidence }));
}
