export { defaultCandidates } from './allocation.ts';
export type { Allocation, LayerBits, LayerSize } from './allocation.ts';
export { AllocationError } from './allocation-error.ts';
export { allocationCurve } from './allocators/allocation-curve.ts';
export type { AllocationCurveProblem, CurvePoint } from './allocators/allocation-curve.ts';
export { allocator, allocators } from './allocators/allocators.ts';
export type { AllocationProblem, Allocator, AllocatorName } from './allocators/allocators.ts';
export { greedyAllocation } from './allocators/greedy-allocation.ts';
export type { GreedyProblem } from './allocators/greedy-allocation.ts';
export { knapsackAllocation } from './allocators/knapsack-allocation.ts';
export type { KnapsackProblem } from './allocators/knapsack-allocation.ts';
export { uniformAllocation } from './allocators/uniform-allocation.ts';
export type { UniformAllocationProblem } from './allocators/uniform-allocation.ts';
export { averageBits, totalBits } from './average-bits.ts';
export { assertBudgetPossible, assertWithinBudget, budgetCapacity } from './budget.ts';
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
export { counterfactualSensitivity } from './sensitivities/counterfactual-sensitivity.ts';
export type { CounterfactualSensitivityProblem } from './sensitivities/counterfactual-sensitivity.ts';
export { lossSensitivity } from './sensitivities/loss-sensitivity.ts';
export type { LossSensitivityProblem } from './sensitivities/loss-sensitivity.ts';
export { gradientSensitivity } from './sensitivities/gradient-sensitivity.ts';
export type {
  EvaluateGradients,
  GradientForm,
  GradientSensitivityProblem,
  LossGradients,
} from './sensitivities/gradient-sensitivity.ts';
export type { EvaluateLoss, MeasurementOptions } from './sensitivities/measure-sensitivity.ts';
export type { RecourseRows } from './sensitivities/recourse-points.ts';
export type { MeasurementRows, SensitivityBatch } from './sensitivities/sensitivity-batches.ts';
export { sensitivities, sensitivityName } from './sensitivities/sensitivities.ts';
export type { SensitivityName } from './sensitivities/sensitivities.ts';
export type { Sensitivity, TrialBits } from './sensitivities/sensitivity.ts';
