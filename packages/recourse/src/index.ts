export {
  actionSet,
  type ActionDirection,
  type ActionFeature,
  type ActionKind,
  type ActionSet,
} from './action-set.ts';
export {
  actionSetFromFeatureSpace,
  type ActionFeatureOverride,
  type ActionSetOverrides,
} from './action-set-from-feature-space.ts';
export { assertFeasible, feasibilityTolerance } from './assert-feasible.ts';
export { constrainActionSet, constraintVariants, type ConstraintVariant } from './constrain-action-set.ts';
export { boundDifference, type DifferenceProblem } from './certificates/bound-difference.ts';
export type { BoxBounds, RadiusBounds } from './certificates/difference-bounds.ts';
export type { ActivationGrid, DenseLayer, NetworkPair, StudentLayer } from './certificates/network-pair.ts';
export type { Arithmetic } from './certificates/rounding-noise.ts';
export { cost } from './cost.ts';
export { costNorms, type CostNorm, type CostSpec } from './cost-spec.ts';
export { InfeasibleActionError, type ActionRule, type ActionViolation } from './infeasible-action-error.ts';
export { linear } from './linear.ts';
export { targetMargin, type Logits } from './margin-model.ts';
export { releaseModel } from './model-sessions.ts';
export { permittedRange } from './permitted-range.ts';
export { pgd, pgdPresets, type PgdOptions } from './pgd.ts';
export { permittedRanges, project } from './project.ts';
export { projectReference } from './project-reference.ts';
export { RecourseError } from './recourse-error.ts';
export type {
  CommonOptions,
  MarginResult,
  RecourseProblem,
  RecourseProgress,
  RecourseResult,
  RecourseSolver,
} from './recourse-problem.ts';
export type { RefineOptions } from './refine.ts';
export { slp, slpPresets, type SlpOptions } from './slp.ts';
export { solvers, type SolverName } from './solvers.ts';
export { tracedCost } from './traced-cost.ts';
export { worstCaseLogits } from './worst-case-logits.ts';
