export {
  actionSet,
  type ActionDirection,
  type ActionFeature,
  type ActionGrid,
  type ActionKind,
  type ActionSet,
  type Obtainable,
  type RawUnits,
} from './actions/action-set.ts';
export { actionSetFromFeatureSpace } from './actions/action-set-from-feature-space.ts';
export type { ActionSetDefinition, FeatureDefinition } from './actions/feature-definition.ts';
export { actionLimits, type ActionLimits, type PersonBounds } from './actions/action-limits.ts';
export { timeLimits } from './actions/time-limits.ts';
export { adviceLimits } from './advice/advice-limits.ts';
export type { AdviceLimits, AdviceRules } from './advice/advice-rules.ts';
export type { ChangeCap } from './advice/change-cap.ts';
export { parseChangeCaps } from './advice/parse-change-caps.ts';
export { parseEfforts } from './advice/parse-efforts.ts';
export type { Plausibility } from './actions/plausibility/plausibility.ts';
export { withoutPlausibility } from './actions/plausibility/without-plausibility.ts';
export { plausibilityScore } from './actions/plausibility/plausibility-score.ts';
export { assertFeasible } from './actions/assert-feasible.ts';
export { feasibilityTolerance } from './actions/feasibility-tolerance.ts';
export {
  constrainActionSet,
  constraintVariants,
  type ConstraintVariant,
} from './actions/constrain-action-set.ts';
export { boundDifference, type DifferenceProblem } from './certificates/bound-difference.ts';
export { differenceQuery, type DifferenceQuery } from './certificates/export/difference-query.ts';
export {
  decidePromises,
  promiseOutcomes,
  type PromiseAnswers,
  type PromiseOutcome,
  type PromiseProblem,
} from './certificates/complete/decide-promises.ts';
export { promiseSides, type PromiseSide } from './certificates/complete/promise-side.ts';
export type { BoxBounds, RadiusBounds } from './certificates/difference-bounds.ts';
export type { Arithmetic } from './certificates/rounding-noise.ts';
export { cost } from './cost/cost.ts';
export { effortWeights, type PersonEffort } from './cost/effort-weights.ts';
export { costNorms, type CostNorm, type CostSpec } from './cost/cost-spec.ts';
export {
  InfeasibleActionError,
  type ActionRule,
  type ActionViolation,
} from './actions/infeasible-action-error.ts';
export type { RecourseModel } from './model/bind-model.ts';
export type { BoundModel } from './model/bound-model.ts';
export { functionMarginModel, type FunctionModelOptions } from './model/function-margin-model.ts';
export { logitsMarginModel, type LogitsModelOptions } from './model/logits-margin-model.ts';
export type { MarginModel, Slopes } from './model/margin-model.ts';
export type { Recursion, RecursionInputs, RecursionSettings } from './model/recursion.ts';
export {
  sessionMarginModel,
  type ModelSession,
  type SessionModelOptions,
} from './model/session-margin-model.ts';
export { targetMargin } from './model/target-margin.ts';
export type { Logits, TracedModel } from './model/traced-model.ts';
export { withFiniteDifferences, type FiniteDifferenceOptions } from './model/with-finite-differences.ts';
export {
  levelsOf,
  mayMoveTo,
  moveCost,
  type ActionLayout,
  type LayoutLinear,
  type LayoutPair,
  type LayoutRelation,
  type LayoutSubset,
} from './search/action-layout.ts';
export { writePoint } from './search/apply-move.ts';
export { attains } from './search/attains.ts';
export type { DistinctBy, Incumbents } from './search/incumbents.ts';
export type { LinearSubproblem } from './search/linear-subproblem/linear-subproblem.ts';
export type { SearchContext } from './search/search-context.ts';
export { tryMoves } from './search/try-moves.ts';
export { defineSolver } from './solvers/define-solver.ts';
export { loosenToEncoding } from './solvers/loosen-to-encoding.ts';
export type { ChoiceRule, NumberRule, OptionRules } from './solvers/option-rules.ts';
export type { SearchProblem, SolverDefinition, SolverOptions } from './solvers/solver-definition.ts';
export { blackBox, blackBoxPresets, type BlackBoxOptions } from './solvers/black-box.ts';
export type { BlackBoxBudget } from './search/black-box/search-without-gradients.ts';
export { exact, type ExactOptions } from './exact/exact.ts';
export { linear } from './solvers/linear.ts';
export { certifyRoundings, type RoundingProblem } from './methods/robust-rounding/certify-roundings.ts';
export {
  robustRounding,
  robustRoundingPresets,
  type RobustRoundingOptions,
  type RobustRoundingSettings,
} from './methods/robust-rounding/robust-rounding.ts';
export type { RoundingBoxOptions } from './methods/robust-rounding/rounding-box.ts';
export {
  causalFeasibility,
  causalFeasibilityWith,
  type CausalFeasibilityOptions,
  type FeasibilityOracle,
} from './methods/causal-feasibility/causal-feasibility.ts';
export { learnRelations, type LearnedRelation } from './methods/causal-feasibility/learned-relations.ts';
export { cChvae, type CchvaeOptions } from './methods/latent/c-chvae.ts';
export { revise, type ReviseOptions } from './methods/latent/revise.ts';
export { proplace, type ProplaceOptions } from './methods/robust-neighbours/proplace.ts';
export { rnce, type RnceOptions } from './methods/robust-neighbours/rnce.ts';
export {
  robustSet,
  robustSetPresets,
  type RobustSetOptions,
  type RobustSetSettings,
} from './methods/robust-set/robust-set.ts';
export { roundedVariants, type RoundedVariantsOptions } from './methods/robust-set/rounded-variants.ts';
export { proofOutcomes, type Proof, type ProofOutcome } from './solvers/proof.ts';
export { permittedRange, type ColumnLimits } from './actions/permitted-range.ts';
export { pgd, pgdPresets, type PgdOptions } from './solvers/pgd.ts';
export {
  actionableRecourse,
  type ActionableRecourseOptions,
} from './methods/actionable-recourse/actionable-recourse.ts';
export { dice, type DiceOptions } from './methods/dice/dice.ts';
export { dirrac, type DirracOptions } from './methods/robust/dirrac.ts';
export { roar, type RoarOptions } from './methods/robust/roar.ts';
export { face, type FaceOptions } from './methods/face/face.ts';
export { growingSpheres, type GrowingSpheresOptions } from './methods/growing-spheres/growing-spheres.ts';
export {
  nearestUnlikeNeighbour,
  type NearestUnlikeNeighbourOptions,
} from './methods/neighbours/nearest-unlike-neighbour.ts';
export { wachter, type WachterOptions } from './methods/wachter.ts';
export { project } from './actions/project.ts';
export { permittedRanges, type TracedLimits, type TracedRanges } from './actions/traced-ranges.ts';
export { projectReference } from './actions/project-reference.ts';
export { RecourseError } from './recourse-error.ts';
export type { CommonOptions, RecourseProblem, RecourseProgress } from './solvers/recourse-problem.ts';
export type { MarginResult, RecourseActions, RecourseResult } from './solvers/recourse-result.ts';
export type { RecourseSolver, SolverDescription } from './solvers/recourse-solver.ts';
export type { RefineOptions } from './search/refine.ts';
export { slp, slpPresets, type SlpOptions } from './solvers/slp.ts';
export { solver, solvers, type SolverName } from './solvers/solvers.ts';
export { tracedCost } from './cost/traced-cost.ts';
export { worstCaseLogits } from './model/worst-case-logits.ts';
