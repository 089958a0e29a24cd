export { acceptanceDrift, type AcceptanceDriftInput } from './acceptance-drift.ts';
export { accuracy, type AccuracyInput } from './accuracy.ts';
export { actionOverlap, type ActionOverlapInput } from './action-overlap.ts';
export {
  type Aggregates,
  mapAggregates,
  type MarginAggregate,
  type PopulationAggregate,
  type TestAggregate,
} from './aggregates.ts';
export { agreement, type PredictionsInput } from './agreement.ts';
export { balancedAccuracy } from './balanced-accuracy.ts';
export { bootstrapIntervals, type BootstrapInput } from './bootstrap-intervals.ts';
export type { BothValidInput, PairedActionsInput } from './paired-recourse.ts';
export { bySubgroup, type BySubgroupInput, type Subgroups, type SubgroupStatistics } from './by-subgroup.ts';
export { certifiedShare, type CertifiedShareInput } from './certified-share.ts';
export type { Column, Matrix } from './column.ts';
export { costRatio, type CostRatioInput } from './cost-ratio.ts';
export { counterfactualRecourseGap } from './counterfactual-recourse-gap.ts';
export { counterfactualRecourseGapMedian } from './counterfactual-recourse-gap-median.ts';
export { directionSimilarity } from './direction-similarity.ts';
export { faithfulnessError, type FaithfulnessErrorInput } from './faithfulness-error.ts';
export { feasibleRate, type FeasibleRateInput } from './feasible-rate.ts';
export type { IntervalEstimate } from './interval.ts';
export type { MarginCurveInput } from './margin-curve.ts';
export { meanCost, type MeanCostInput } from './mean-cost.ts';
export { MetricsError } from './metrics-error.ts';
export { nearMissFidelity, type NearMissFidelityInput } from './near-miss-fidelity.ts';
export { overGrant } from './over-grant.ts';
export { pairedComparison, type PairedComparison, type PairedComparisonInput } from './paired-comparison.ts';
export { parseRecord } from './parse-record.ts';
export { recordStatistics } from './record-statistics.ts';
export type { MarginRecord, RecourseRecord, SolvedRecourse } from './recourse-record.ts';
export type { RecourseGapInput } from './relative-cost-gaps.ts';
export type { ResamplingOptions } from './resample.ts';
export { safeMargin } from './safe-margin.ts';
export { safeMarginPrice, type SafeMarginPriceInput } from './safe-margin-price.ts';
export { serializeRecord } from './serialize-record.ts';
export type { Estimate, Sample, Statistic } from './statistic.ts';
export {
  type GapEstimate,
  type SubgroupSummary,
  summarize,
  type Summary,
  type SummaryOptions,
} from './summarize.ts';
export { validityDrop, type ValidityDropInput } from './validity-drop.ts';
