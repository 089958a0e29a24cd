import type { IntervalEstimate, Summary } from '@cfq/metrics';
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
  | 'seconds'
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

/**
 * Arranges the aggregates of one student as a cell: undefined and infinite numbers become `null`.
 *
 * @param summary what `summarize` of `@cfq/metrics` made of the per-instance record
 */
export function cellFromSummary(summary: Summary, facts: CellFacts): Cell {
  const { test, population } = summary;
  const margins = summary.margins.map(marginOf);
  const leadKappa = leadKappaOf(margins.map(({ kappa }) => kappa));
  const lead = summary.margins.find(({ kappa }) => kappa === leadKappa);
  return {
    dataset: facts.dataset,
    method: facts.method,
    seed: facts.seed,
    backbone: facts.backbone,
    budgetBits: facts.budgetBits,
    averageBits: facts.averageBits,
    allocation: facts.allocation,
    packedBytes: facts.packedBytes,
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
    n: { test: summary.n.test, denied: summary.n.denied, nearMiss: population.nearMissFidelity.count },
    intervals: {
      accuracy: interval(test.accuracyStudent),
      agreement: interval(test.agreement),
      acceptanceDrift: interval(test.acceptanceDrift),
      overGrant: interval(population.overGrant),
      nearMissFidelity: interval(population.nearMissFidelity),
      faithfulnessError: lead === undefined ? null : interval(lead.faithfulnessError),
    },
    margins,
    safeMargin: value(population.safeMargin),
    safeMarginAbove: population.safeMargin.value === Infinity ? (margins.at(-1)?.kappa ?? null) : null,
    safeMarginPrice: value(population.safeMarginPrice),
    seconds: facts.seconds,
    executor: facts.executor,
  };
}

function marginOf(margin: Summary['margins'][number]): CellMargin {
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
    intervals: {
      vd: interval(validityDrop),
      crgMean: interval(recourseGapMean),
      crgMedian: interval(recourseGapMedian),
      dirSim: interval(directionSimilarity),
      actOverlap: interval(actionOverlap),
    },
  };
}

function value(estimate: IntervalEstimate): number | null {
  return Number.isFinite(estimate.value) ? estimate.value : null;
}

function interval({ lower, upper }: IntervalEstimate): { lower: number; upper: number } | null {
  return Number.isFinite(lower) && Number.isFinite(upper) ? { lower, upper } : null;
}
