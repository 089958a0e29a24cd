export { TrainingError } from './training-error.ts';
export {
  UninformativeTeacherError,
  type UninformativeTeacher,
} from './teachers/uninformative-teacher-error.ts';

export type { DenseParameters, Model, ModelParameters, QuantizationHook } from './model/model.ts';
export { mlp, type MlpOptions } from './model/mlp.ts';
export { logisticRegression, type LogisticRegressionOptions } from './model/logistic-regression.ts';
export { modelLogits, predictModel, type LogitsFunction, type PredictOptions } from './model/model-logits.ts';
export { deniedRows, favourableClass } from './model/favourable-class.ts';
export type { EpochRecord, Teacher, TeacherScores, TeacherTraining, TriedDecay } from './model/teacher.ts';
export { teacherVariants, type TeacherVariant } from './model/teacher-variant.ts';

export {
  adamwInit,
  adamwUpdate,
  type AdamWInputs,
  type AdamWOptions,
  type AdamWState,
} from './optimizer/adamw.ts';
export type { Schedule } from './optimizer/schedule.ts';
export { cosineSchedule, type CosineScheduleOptions } from './optimizer/cosine-schedule.ts';
export { scheduleRates, type ScheduleRatesOptions } from './optimizer/schedule-rates.ts';
export {
  compileEpoch,
  type CompileEpochOptions,
  type Epoch,
  type EpochConstants,
  type EpochState,
  type EpochSteps,
  type StepLoss,
} from './optimizer/compile-epoch.ts';
export type { LeafRule } from './optimizer/leaf-rule.ts';

export type { Decision } from './decision/decision.ts';
export {
  decisionRuleText,
  evenOdds,
  parseDecisionRule,
  type DecisionRule,
} from './decision/decision-rule.ts';
export { chooseDecision, type ChooseDecisionProblem } from './decision/choose-decision.ts';
export { assertEnoughRows } from './decision/assert-enough-rows.ts';
export type { ClassWeightPair, ClassWeights } from './decision/class-weights.ts';
export { fitReference, type FitReferenceProblem } from './reference/fit-reference.ts';

export { keptEpochs, type KeptEpoch, type TeacherOptions } from './teachers/teacher-options.ts';
export { trainTeacher, type TrainTeacherProblem } from './teachers/train-teacher.ts';
export {
  teacherRecourse,
  type TeacherRecourse,
  type TeacherRecourseProblem,
} from './recourse/teacher-recourse.ts';
export type { TrainingSolver } from './recourse/solve-denied.ts';
export type { TeacherActions } from './recourse/teacher-actions.ts';

export type { Points, SampleCounts, SampleIndices, Sampler, SampleSource } from './samplers/sampler.ts';
export { samplers, type SamplerName } from './samplers/samplers.ts';

export type {
  ActionTerm,
  ActionTermInputs,
  BitTerm,
  ObjectiveTerm,
  PenaltyTerm,
  PointTerm,
  TermInputs,
} from './terms/objective-term.ts';
export { defineTerm, type TermDefinition } from './terms/define-term.ts';
export { activationPenalty } from './terms/activation-penalty.ts';
export { weightPenalty } from './terms/weight-penalty.ts';
export { bitCost } from './terms/bit-cost.ts';
export { distilAlong } from './terms/distil-along.ts';
export { distilFeasible } from './terms/distil-feasible.ts';
export { distilRecourse } from './terms/distil-recourse.ts';
export { distil } from './terms/distil.ts';
export { feasibleMatch } from './terms/feasible-match.ts';
export { hinge, type HingeOptions } from './terms/hinge.ts';
export { match } from './terms/match.ts';
export { nearMiss } from './terms/near-miss.ts';
export { recourseMatch, type RecourseMatchOptions } from './terms/recourse-match.ts';
export { task } from './terms/task.ts';
export { valid } from './terms/valid.ts';
export { objectiveTerm, terms, type TermName } from './terms/terms.ts';

export type { ScaleInit } from './scheme/initial-parameters.ts';
export type { QuantizationScheme, Trainable } from './scheme/quantization-scheme.ts';
export type { QuantizerParameters, StudentParameters } from './scheme/student-parameters.ts';
export {
  deployedLogits,
  deployedParameters,
  type DeployedLogits,
  type DeployedParameters,
  type DeployedStudent,
} from './scheme/deployed-student.ts';
export type { QuantizedActivation } from './scheme/activation-grid-of.ts';
export { networkOfModel, type QuantizedParts } from './model/network-of-model.ts';
export {
  packStudent,
  unpackStudent,
  type StoredStudent,
  type UnpackStudentContext,
} from './student/stored-student.ts';
export { networkOfStudent } from './student/network-of-student.ts';

export type { StageText } from './stages/stage.ts';
export type { ActionRules, StartedSetting, StudentSetting, StudentStart } from './stages/student-setting.ts';
export type { TrainingLength } from './stages/training-calls.ts';
export { fit, type CallOutcome, type FitProblem, type FittedCall } from './stages/fit.ts';
export { startingParameters } from './stages/starting-parameters.ts';
export type { StartSetting, StartStage } from './stages/start/start-stage.ts';
export { distilled } from './stages/start/distilled.ts';
export { equalised, type EqualisedOptions } from './stages/start/equalised.ts';
export { fromTeacher } from './stages/start/from-teacher.ts';
export { fineTuned, type FineTunedOptions } from './stages/start/fine-tuned.ts';
export { pruned, type PrunedOptions } from './stages/start/pruned.ts';
export type { WeightMasks } from './stages/start/prune-by-magnitude.ts';
export type { BitParts, BitStage, ChosenBits } from './stages/bits/bit-stage.ts';
export { costKinds, costTables, type CostKind, type CostProblem } from './costs/cost-tables.ts';
export { allocatedBits } from './stages/bits/allocated-bits.ts';
export { composedBits, type ComposedBitsOptions } from './stages/bits/composed-bits.ts';
export { fixedBits } from './stages/bits/fixed-bits.ts';
export { learnedBits } from './stages/bits/learned-bits.ts';
export { measuredBits, type MeasuredBitsOptions } from './stages/bits/measured-bits.ts';
export { groupsOfRows } from './stages/bits/groups-of-rows.ts';
export { roundedLayers, roundedWeight } from './stages/bits/rounded-layers.ts';
export { sensitivityProblem, type TeacherSensitivityProblem } from './stages/bits/sensitivity-problem.ts';
export type { WeightRounding } from './stages/bits/rounded-layers.ts';
export type { RoundProblem, RoundStage } from './stages/round/round-stage.ts';
export { biasCorrection, type BiasCorrectionOptions } from './stages/round/bias-correction.ts';
export { activationAware, type ActivationAwareOptions } from './stages/round/activation-aware.ts';
export { adaRound } from './stages/round/ada-round.ts';
export { gptq, type GptqOptions } from './stages/round/gptq.ts';
export { reconstructed, type ReconstructedOptions } from './stages/round/reconstructed.ts';
export { toNearest } from './stages/round/to-nearest.ts';

export type {
  ActivationQuantization,
  FullPrecisionMethod,
  Method,
  MethodRole,
  QuantizedMethod,
  TrainingSettings,
  TuningCriterion,
  WeightedTerm,
  WeightQuantization,
} from './recipe/method.ts';
export {
  defineMethod,
  type DefinedMethod,
  type MethodDefinition,
  type QuantizedMethodDefinition,
} from './recipe/define-method.ts';
export { budgetsOf } from './recipe/budgets-of.ts';
export { method, methods, type MethodName } from './methods/methods.ts';
export { needsRecourse } from './recipe/needs-recourse.ts';
export { teacherVariantOf } from './recipe/teacher-variant-of.ts';
export { recipeCatalogue, type RecipeCatalogue } from './recipe/recipe-catalogue.ts';
export { parseRecipeOverrides, type RecipeOverrides } from './recipe/recipe-overrides.ts';
export { overrideRecipe } from './recipe/override-recipe.ts';

export { trainStudent, type TrainStudentProblem } from './student/train-student.ts';
export { predictDeployed, predictStudent, type PredictDeployedOptions } from './student/predict-student.ts';
export type {
  FullPrecisionStudent,
  QuantizedStudent,
  Student,
  StudentEpochRecord,
} from './student/student.ts';
export { teacherFromNetwork, type TeacherFromNetworkOptions } from './teachers/teacher-from-network.ts';
