export { defaultCandidates, everyWidth } from './allocation.ts';
export type { Allocation, LayerBits, LayerSize } from './allocation.ts';
export { AllocationError } from './allocation-error.ts';
export { allocationCurve } from './allocators/allocation-curve.ts';
export type { AllocationCurveProblem, CurvePoint } from './allocators/allocation-curve.ts';
export { defineAllocator } from './allocators/allocator.ts';
export type { AllocationProblems, Allocator, AllocatorNeeds, AllocatorOf } from './allocators/allocator.ts';
export type { BudgetProblem } from './allocators/budget-problem.ts';
export { allocator, allocators } from './allocators/allocators.ts';
export type { AllocatorName } from './allocators/allocators.ts';
export * from './allocators/catalogue.ts';
export { greedyAllocation } from './allocators/greedy-allocation.ts';
export type { GreedyProblem } from './allocators/greedy-allocation.ts';
export { haqAllocation, haqAllocationBy } from './allocators/haq/haq-allocation.ts';
export type { HaqTableProblem, JointLoss } from './allocators/haq/haq-allocation.ts';
export { haqSearch } from './allocators/haq/haq-search.ts';
export type { HaqProblem } from './allocators/haq/haq-search.ts';
export { knapsackAllocation } from './allocators/knapsack-allocation.ts';
export type { KnapsackProblem } from './allocators/knapsack-allocation.ts';
export { uniformAllocation } from './allocators/uniform-allocation.ts';
export { worstGroupAllocation } from './allocators/worst-group-allocation.ts';
export type { WorstGroupProblem } from './allocators/worst-group-allocation.ts';
export { averageBits, totalBits } from './average-bits.ts';
export { assertBudgetPossible, assertWithinBudget, budgetCapacity } from './budget.ts';
export { bitOperations } from './costs/bit-operations.ts';
export type { MultipliedLayer } from './costs/bit-operations.ts';
export { assertWithinLimit, totalCost } from './costs/cost-limit.ts';
export type { CostedAllocation, CostLimit, CostTable } from './costs/cost-limit.ts';
export { weightBits } from './costs/weight-bits.ts';
export { bitCost, expectedAverageBits } from './policy/bit-cost.ts';
export { geometricTemperature } from './policy/geometric-temperature.ts';
export type { TemperatureRange } from './policy/geometric-temperature.ts';
export { gumbelSoftmax, layerSelection } from './policy/gumbel-softmax.ts';
export { hardenPolicy, policyLogProbabilities } from './policy/harden-policy.ts';
export type { HardenPolicyProblem } from './policy/harden-policy.ts';
export { initialPolicy } from './policy/initial-policy.ts';
export type { InitialPolicyOptions } from './policy/initial-policy.ts';
export { mixedFakeQuantize } from './policy/mixed-fake-quantize.ts';
export type { MixedFakeQuantize } from './policy/mixed-fake-quantize.ts';
export { spendBudget } from './policy/spend-budget.ts';
export { roundingError } from './sensitivities/curvature/layer-arrays.ts';
export { lossGradients } from './sensitivities/loss-gradients.ts';
export { measureByGroup } from './sensitivities/measure-by-group.ts';
export { measureLossIncrease } from './sensitivities/measure-loss-increase.ts';
export type { EvaluateLoss, LossIncreaseProblem } from './sensitivities/measure-loss-increase.ts';
export { predictLossIncrease } from './sensitivities/predict-loss-increase.ts';
export type {
  EvaluateGradients,
  GradientForm,
  LossGradients,
  LossPredictionProblem,
} from './sensitivities/predict-loss-increase.ts';
export { recoursePoints } from './sensitivities/recourse-points.ts';
export type { RecoursePointsProblem, RecourseRows } from './sensitivities/recourse-points.ts';
export { sensitivities, sensitivity } from './sensitivities/sensitivities.ts';
export type { SensitivityName } from './sensitivities/sensitivities.ts';
export * from './sensitivities/catalogue.ts';
export { atRecourse, defineSensitivity } from './sensitivities/sensitivity.ts';
export type {
  LayeredParameters,
  MeasuredModel,
  Sensitivity,
  SensitivityDefinition,
  SensitivityNeeds,
  SensitivityProblem,
  SensitivityTable,
} from './sensitivities/sensitivity.ts';
export { sensitivityBatches } from './sensitivities/sensitivity-batches.ts';
export type { MeasurementRows, SensitivityBatch } from './sensitivities/sensitivity-batches.ts';
export { trialLoss, trialParameters } from './sensitivities/trial-loss.ts';
export type { TrialBits } from './sensitivities/trial-bits.ts';
