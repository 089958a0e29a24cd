import {
  bootstrapIntervals,
  recordStatistics,
  type Aggregates,
  type Estimate,
  type IntervalEstimate,
  type RecourseRecord,
  type Statistic,
} from '@cfq/metrics';
import type { Cell, CellMargin } from './cell.ts';

/** What a cell says beside the protocol's aggregates. */
export type CellFacts = Pick<
  Cell,
  | 'dataset'
  | 'method'
  | 'seed'
  | 'backbone'
  | 'budgetBits'
  | 'averageBits'
  | 'allocation'
  | 'packedBytes'
  | 'executor'
>;

/** The issue margin that tables lead with. */
const leadMargin = 0.2;

/**
 * The issue margin that tables lead with: 0.2, or of those measured the one nearest to it (the smaller of two).
 *
 * @param margins ascending, at least one
 */
export function leadKappaOf(margins: readonly number[]): number {
  return margins.reduce((best, kappa) =>
    Math.abs(kappa - leadMargin) < Math.abs(best - leadMargin) ? kappa : best,
  );
}

/** Rows drawn for the intervals of one statistic, at most; what decides how many resamples large sets get. */
const drawnRows = 2_000_000;
const mostResamples = 1000;
const fewestResamples = 200;

/**
 * Computes the aggregates of one student from its per-instance record and arranges them as a cell without its times: undefined and
 * infinite numbers become `null`.
 *
 * @param record what `evaluateStudent` measured, or what was saved of it
 */
export function cellFromRecord(record: RecourseRecord, facts: CellFacts): Omit<Cell, 'seconds'> {
  const statistics = recordStatistics(record);
  const { test, population } = statistics;
  const intervalsOf = intervalsFor(facts.seed);
  const leadKappa = leadKappaOf(statistics.margins.map(({ kappa }) => kappa));
  const lead = statistics.margins.find(({ kappa }) => kappa === leadKappa);
  const { dataset, method, seed, backbone, budgetBits, averageBits, allocation, packedBytes, executor } =
    facts;
  return {
    dataset,
    method,
    seed,
    backbone,
    budgetBits,
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
    leadKappa,
    faithfulnessError: lead === undefined ? null : value(lead.faithfulnessError),
    n: {
      test: record.test.label.length,
      denied: record.population.length,
      nearMiss: population.nearMissFidelity.count,
    },
    intervals: {
      ...intervalsOf({
        accuracy: test.accuracyStudent,
        agreement: test.agreement,
        acceptanceDrift: test.acceptanceDrift,
      }),
      ...intervalsOf({ overGrant: population.overGrant, nearMissFidelity: population.nearMissFidelity }),
      faithfulnessError: lead === undefined ? null : intervalsOf({ error: lead.faithfulnessError }).error,
    },
    margins: statistics.margins.map((margin) => marginOf(margin, intervalsOf)),
    safeMargin: value(population.safeMargin),
    safeMarginAbove:
      population.safeMargin.value === Infinity ? (statistics.margins.at(-1)?.kappa ?? null) : null,
    safeMarginPrice: value(population.safeMarginPrice),
    executor,
  };
}

type Interval = { lower: number; upper: number } | null;
type IntervalsOf = <Name extends string>(
  statistics: Readonly<Record<Name, Statistic>>,
) => Record<Name, Interval>;

function marginOf(margin: Aggregates<Statistic>['margins'][number], intervalsOf: IntervalsOf): CellMargin {
  const { validityDrop, recourseGapMean, recourseGapMedian, directionSimilarity, actionOverlap } = margin;
  return {
    kappa: margin.kappa,
    vd: value(validityDrop),
    crgMean: value(recourseGapMean),
    crgMedian: value(recourseGapMedian),
    dirSim: value(directionSimilarity),
    actOverlap: value(actionOverlap),
    feasible: { teacher: value(margin.feasibleTeacher), student: value(margin.feasibleStudent) },
    meanCost: { teacher: value(margin.meanCostTeacher), student: value(margin.meanCostStudent) },
    n: {
      vd: validityDrop.count,
      crg: recourseGapMean.count,
      dirSim: directionSimilarity.count,
      actOverlap: actionOverlap.count,
    },
    intervals: intervalsOf({
      vd: validityDrop,
      crgMean: recourseGapMean,
      crgMedian: recourseGapMedian,
      dirSim: directionSimilarity,
      actOverlap: actionOverlap,
    }),
  };
}

/** Intervals of statistics over the same rows: 1000 resamples, fewer for sets of more than 2000 rows, at least 200. */
function intervalsFor(seed: number): IntervalsOf {
  return (statistics) => {
    const rows = Math.max(1, ...Object.values<Statistic>(statistics).map((statistic) => statistic.rows));
    const resamples = Math.max(fewestResamples, Math.min(mostResamples, Math.floor(drawnRows / rows)));
    const estimates = Object.entries<IntervalEstimate>(bootstrapIntervals({ statistics, seed, resamples }));
    return Object.fromEntries(estimates.map(([name, estimate]) => [name, ends(estimate)])) as Record<
      keyof typeof statistics,
      Interval
    >;
  };
}

function value(estimate: Estimate): number | null {
  return Number.isFinite(estimate.value) ? estimate.value : null;
}

function ends({ lower, upper }: IntervalEstimate): Interval {
  return Number.isFinite(lower) && Number.isFinite(upper) ? { lower, upper } : null;
}
