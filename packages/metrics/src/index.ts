export { MetricsError } from './internals/metrics-error.ts';
export type { Column, Matrix } from './internals/column.ts';
export { acceptanceDrift } from './metrics/acceptance-drift.ts';
export { accuracy, type AccuracyInput } from './metrics/accuracy.ts';
export { actionOverlap, type ActionOverlapInput } from './metrics/action-overlap.ts';
export { agreement, type PredictionsInput } from './metrics/agreement.ts';
export { areaUnderCurve, type AreaUnderCurveInput } from './metrics/area-under-curve.ts';
export { balancedAccuracy } from './metrics/balanced-accuracy.ts';
export { certifiedShare, type CertifiedShareInput } from './metrics/certified-share.ts';
export { costRatio, type CostRatioInput } from './metrics/cost-ratio.ts';
export { counterfactualRecourseGap } from './metrics/counterfactual-recourse-gap.ts';
export { counterfactualRecourseGapMedian } from './metrics/counterfactual-recourse-gap-median.ts';
export {
  counterfactualRecourseGapQuantile,
  type RecourseGapQuantileInput,
} from './metrics/counterfactual-recourse-gap-quantile.ts';
export { directionSimilarity } from './metrics/direction-similarity.ts';
export { faithfulnessError, type FaithfulnessErrorInput } from './metrics/faithfulness-error.ts';
export { feasibleRate, type FeasibleRateInput } from './metrics/feasible-rate.ts';
export { flips, type Flips } from './metrics/flips.ts';
export { meanCost, type MeanCostInput } from './metrics/mean-cost.ts';
export { nearMissFidelity, type NearMissFidelityInput } from './metrics/near-miss-fidelity.ts';
export { overGrant } from './metrics/over-grant.ts';
export { safeMargin } from './metrics/safe-margin.ts';
export { safeMarginPrice, type SafeMarginPriceInput } from './metrics/safe-margin-price.ts';
export { validityDrop, type ValidityDropInput } from './metrics/validity-drop.ts';
export type { FavourableInput } from './metrics/parts/favourable.ts';
export type { MarginCurveInput } from './metrics/parts/interpolate-at-tolerance.ts';
export type { BothValidInput, PairedActionsInput } from './metrics/parts/paired-recourse.ts';
export type { RecourseGapInput } from './metrics/parts/relative-cost-gaps.ts';
export { parseRecord } from './record/parse-record.ts';
export type {
  MarginRecord,
  NearMissPoints,
  RawAction,
  RawFeature,
  RawPeople,
  RecordEncoding,
  RawValue,
  RecourseRecord,
  SolvedRecourse,
  Subgroups,
} from './record/recourse-record.ts';
export { recordFormat, serializeRecord } from './record/serialize-record.ts';
export { bootstrapIntervals, type BootstrapInput } from './statistics/bootstrap-intervals.ts';
export { bySubgroup, type BySubgroupInput } from './statistics/by-subgroup.ts';
export { exactMcnemar, type ExactMcnemarInput, type McnemarResult } from './statistics/exact-mcnemar.ts';
export type { IntervalEstimate } from './statistics/interval.ts';
export {
  pairedComparison,
  pairedComparisons,
  type PairedComparison,
  type PairedComparisonInput,
  type PairedComparisonsInput,
} from './statistics/paired-comparison.ts';
export { quantileSorted } from './statistics/quantile-sorted.ts';
export type { ResamplingOptions } from './statistics/resample.ts';
export type { BoundedMean, Estimate, Sample, Statistic } from './statistics/statistic.ts';
export type { SubgroupStatistics } from './statistics/within-groups.ts';
