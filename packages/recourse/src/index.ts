export {
  actionSet,
  type ActionDirection,
  type ActionFeature,
  type ActionKind,
  type ActionSet,
} from './actions/action-set.ts';
export {
  actionSetFromFeatureSpace,
  type ActionFeatureOverride,
  type ActionSetOverrides,
} from './actions/action-set-from-feature-space.ts';
export { assertFeasible, feasibilityTolerance } from './actions/assert-feasible.ts';
export {
  constrainActionSet,
  constraintVariants,
  type ConstraintVariant,
} from './actions/constrain-action-set.ts';
export { boundDifference, type DifferenceProblem } from './certificates/bound-difference.ts';
export type { BoxBounds, RadiusBounds } from './certificates/difference-bounds.ts';
export type { Arithmetic } from './certificates/rounding-noise.ts';
export { cost } from './cost/cost.ts';
export { costNorms, type CostNorm, type CostSpec } from './cost/cost-spec.ts';
export {
  InfeasibleActionError,
  type ActionRule,
  type ActionViolation,
} from './actions/infeasible-action-error.ts';
export { linear } from './solvers/linear.ts';
export { targetMargin, type Logits } from './model/margin-model.ts';
export { releaseModel } from './model/model-sessions.ts';
export { permittedRange } from './actions/permitted-range.ts';
export { pgd, pgdPresets, type PgdOptions } from './solvers/pgd.ts';
export { permittedRanges, project } from './actions/project.ts';
export { projectReference } from './actions/project-reference.ts';
export { RecourseError } from './recourse-error.ts';
export type {
  CommonOptions,
  MarginResult,
  RecourseProblem,
  RecourseProgress,
  RecourseResult,
  RecourseSolver,
} from './solvers/recourse-problem.ts';
export type { RefineOptions } from './search/refine.ts';
export { slp, slpPresets, type SlpOptions } from './solvers/slp.ts';
export { solvers, type SolverName } from './solvers/solvers.ts';
export { tracedCost } from './cost/traced-cost.ts';
export { worstCaseLogits } from './model/worst-case-logits.ts';
