import { recordStatistics, type Aggregates } from '@cfq/metrics/aggregates';
import {
  bootstrapIntervals,
  type Estimate,
  type IntervalEstimate,
  type MarginRecord,
  type RecourseRecord,
  type Statistic,
} from '@cfq/metrics';
import type { Cell, CellMargin } from './cell.ts';
import { gapQuantiles } from './gap-quantiles.ts';
import type { DiagnosticName } from './diagnostics/diagnostic-schemas.ts';
import { leadKappaOf } from './lead-kappa.ts';

/** What a cell says beside the protocol's aggregates. */
export type CellFacts = Pick<
  Cell,
  | 'dataset'
  | 'method'
  | 'seed'
  | 'backbone'
  | 'budgetBits'
  | 'variant'
  | 'settings'
  | 'codeVersion'
  | 'averageBits'
  | 'allocation'
  | 'packedBytes'
  | 'executor'
>;

/** Rows drawn for the intervals of one statistic, at most; what decides how many resamples large sets get. */
const drawnRows = 2_000_000;
const mostResamples = 1000;
const fewestResamples = 200;

/** Aggregates of a margin whose intervals a cell holds. */
const marginIntervals = [
  'validityDrop',
  'counterfactualRecourseGap',
  'counterfactualRecourseGapMedian',
  'directionSimilarity',
  'actionOverlap',
] as const;

/**
 * Computes the aggregates of one student from its per-instance record and arranges them as a cell without its times and diagnostics:
 * undefined and infinite numbers become `null`. Intervals rest on 1000 resamples, on fewer where there are more than
 * 2000 instances, and never on fewer than 200.
 *
 * @param record what `evaluateStudent` measured, or what was saved of it
 */
export function cellFromRecord(
  record: RecourseRecord,
  facts: CellFacts,
): Omit<Cell, 'seconds' | DiagnosticName> {
  const statistics = recordStatistics(record);
  const { test, denied: population } = statistics;
  const leadKappa = leadKappaOf(statistics.margins.map(({ kappa }) => kappa));
  const error = statistics.margins.find(({ kappa }) => kappa === leadKappa)?.faithfulnessError;
  const overTest = [test.accuracyStudent, test.agreement, test.acceptanceDrift];
  const overDenied = [
    population.overGrant,
    population.nearMissFidelity,
    ...(error === undefined ? [] : [error]),
    ...statistics.margins.flatMap((margin) => marginIntervals.map((name) => margin[name])),
  ];
  const intervals = new Map([...intervalsOf(overTest, facts.seed), ...intervalsOf(overDenied, facts.seed)]);
  const interval = (statistic: Statistic) => intervals.get(statistic) ?? null;
  const { dataset, method, seed, backbone, budgetBits, averageBits, allocation, packedBytes, executor } =
    facts;
  const { variant, settings, codeVersion } = facts;
  return {
    dataset,
    method,
    seed,
    backbone,
    budgetBits,
    variant,
    settings,
    codeVersion,
    averageBits,
    allocation,
    packedBytes,
    accuracy: { teacher: value(test.accuracyTeacher), student: value(test.accuracyStudent) },
    balancedAccuracy: {
      teacher: value(test.balancedAccuracyTeacher),
      student: value(test.balancedAccuracyStudent),
    },
    agreement: value(test.agreement),
    acceptanceDrift: value(test.acceptanceDrift),
    overGrant: value(population.overGrant),
    nearMissFidelity: value(population.nearMissFidelity),
    nearMissByFraction: statistics.nearMiss.map(({ fraction, nearMissFidelity }) => ({
      fraction,
      fidelity: value(nearMissFidelity),
      n: nearMissFidelity.count,
    })),
    leadKappa,
    faithfulnessError: error === undefined ? null : value(error),
    n: {
      test: record.test.label.length,
      denied: record.population.length,
      nearMiss: population.nearMissFidelity.count,
    },
    intervals: {
      accuracy: interval(test.accuracyStudent),
      agreement: interval(test.agreement),
      acceptanceDrift: interval(test.acceptanceDrift),
      overGrant: interval(population.overGrant),
      nearMissFidelity: interval(population.nearMissFidelity),
      faithfulnessError: error === undefined ? null : interval(error),
    },
    margins: statistics.margins.map((margin, index) => marginOf(margin, record.margins[index]!, interval)),
    safeMargin: value(population.safeMargin),
    safeMarginAbove:
      population.safeMargin.value === Infinity ? (statistics.margins.at(-1)?.kappa ?? null) : null,
    safeMarginPrice: value(population.safeMarginPrice),
    executor,
  };
}

type Interval = { lower: number; upper: number } | null;
type IntervalOf = (statistic: Statistic) => Interval;

function marginOf(
  margin: Aggregates<Statistic>['margins'][number],
  { teacher, student }: MarginRecord,
  interval: IntervalOf,
): CellMargin {
  const { validityDrop, directionSimilarity, actionOverlap } = margin;
  const { counterfactualRecourseGap: recourseGapMean, counterfactualRecourseGapMedian: recourseGapMedian } =
    margin;
  return {
    kappa: margin.kappa,
    vd: value(validityDrop),
    crgMean: value(recourseGapMean),
    crgMedian: value(recourseGapMedian),
    crgQuantiles: gapQuantiles(teacher, student),
    dirSim: value(directionSimilarity),
    actOverlap: value(actionOverlap),
    feasible: { teacher: value(margin.feasibleRateTeacher), student: value(margin.feasibleRateStudent) },
    meanCost: { teacher: value(margin.meanCostTeacher), student: value(margin.meanCostStudent) },
    n: {
      vd: validityDrop.count,
      crg: recourseGapMean.count,
      dirSim: directionSimilarity.count,
      actOverlap: actionOverlap.count,
    },
    intervals: {
      vd: interval(validityDrop),
      crgMean: interval(recourseGapMean),
      crgMedian: interval(recourseGapMedian),
      dirSim: interval(directionSimilarity),
      actOverlap: interval(actionOverlap),
    },
  };
}

/** The intervals of statistics over the same rows; they share their resamples. */
function intervalsOf(statistics: readonly Statistic[], seed: number): [Statistic, Interval][] {
  const rows = Math.max(1, ...statistics.map((statistic) => statistic.rows));
  const resamples = Math.max(fewestResamples, Math.min(mostResamples, Math.floor(drawnRows / rows)));
  const named = Object.fromEntries(statistics.entries());
  const estimates = bootstrapIntervals({ statistics: named, seed, resamples });
  return statistics.map((statistic, index) => [statistic, ends(estimates[index])]);
}

function value(estimate: Estimate): number | null {
  return Number.isFinite(estimate.value) ? estimate.value : null;
}

function ends(estimate: IntervalEstimate | undefined): Interval {
  const { lower, upper } = estimate ?? { lower: NaN, upper: NaN };
  return Number.isFinite(lower) && Number.isFinite(upper) ? { lower, upper } : null;
}
