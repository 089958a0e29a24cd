export { acceptanceDrift, type AcceptanceDriftInput } from './metrics/acceptance-drift.ts';
export { accuracy, type AccuracyInput } from './metrics/accuracy.ts';
export { actionOverlap, type ActionOverlapInput } from './metrics/action-overlap.ts';
export {
  type Aggregates,
  mapAggregates,
  type MarginAggregate,
  type PopulationAggregate,
  type TestAggregate,
} from './record/aggregates.ts';
export { agreement, type PredictionsInput } from './metrics/agreement.ts';
export { balancedAccuracy } from './metrics/balanced-accuracy.ts';
export { bootstrapIntervals, type BootstrapInput } from './statistics/bootstrap-intervals.ts';
export type { BothValidInput, PairedActionsInput } from './metrics/parts/paired-recourse.ts';
export {
  bySubgroup,
  type BySubgroupInput,
  type Subgroups,
  type SubgroupStatistics,
} from './statistics/by-subgroup.ts';
export { certifiedShare, type CertifiedShareInput } from './metrics/certified-share.ts';
export type { Column, Matrix } from './internals/column.ts';
export { costRatio, type CostRatioInput } from './metrics/cost-ratio.ts';
export { counterfactualRecourseGap } from './metrics/counterfactual-recourse-gap.ts';
export { counterfactualRecourseGapMedian } from './metrics/counterfactual-recourse-gap-median.ts';
export { directionSimilarity } from './metrics/direction-similarity.ts';
export { faithfulnessError, type FaithfulnessErrorInput } from './metrics/faithfulness-error.ts';
export { feasibleRate, type FeasibleRateInput } from './metrics/feasible-rate.ts';
export type { IntervalEstimate } from './statistics/interval.ts';
export type { MarginCurveInput } from './metrics/parts/margin-curve.ts';
export { meanCost, type MeanCostInput } from './metrics/mean-cost.ts';
export { MetricsError } from './internals/metrics-error.ts';
export { nearMissFidelity, type NearMissFidelityInput } from './metrics/near-miss-fidelity.ts';
export { overGrant } from './metrics/over-grant.ts';
export {
  pairedComparison,
  type PairedComparison,
  type PairedComparisonInput,
} from './statistics/paired-comparison.ts';
export { parseRecord } from './record/parse-record.ts';
export { recordStatistics } from './record/record-statistics.ts';
export type { MarginRecord, RecourseRecord, SolvedRecourse } from './record/recourse-record.ts';
export type { RecourseGapInput } from './metrics/parts/relative-cost-gaps.ts';
export type { ResamplingOptions } from './statistics/resample.ts';
export { safeMargin } from './metrics/safe-margin.ts';
export { safeMarginPrice, type SafeMarginPriceInput } from './metrics/safe-margin-price.ts';
export { serializeRecord } from './record/serialize-record.ts';
export type { Estimate, Sample, Statistic } from './statistics/statistic.ts';
export {
  type GapEstimate,
  type SubgroupSummary,
  summarize,
  type Summary,
  type SummaryOptions,
} from './record/summarize.ts';
export { validityDrop, type ValidityDropInput } from './metrics/validity-drop.ts';
