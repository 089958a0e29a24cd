export { TrainingError } from './training-error.ts';
export {
  UninformativeTeacherError,
  type UninformativeTeacher,
} from './teachers/uninformative-teacher-error.ts';

export type { DenseParameters, Model, ModelParameters, QuantizationHook } from './model/model.ts';
export { mlp, type MlpOptions } from './model/mlp.ts';
export { logisticRegression, type LogisticRegressionOptions } from './model/logistic-regression.ts';
export { modelLogits, predictModel, type LogitsFunction } from './model/model-logits.ts';

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
export { disposeCompiled } from './compiled.ts';

export type { EpochRecord, Teacher } from './model/teacher.ts';
export { teacherVariantOf, teacherVariants, type TeacherVariant } from './model/teacher-variant.ts';
export type { TeacherOptions } from './teachers/teacher-options.ts';
export { trainTeacher, type TrainTeacherProblem } from './teachers/train-teacher.ts';
export { deniedRows, favourableClass } from './model/favourable-class.ts';
export {
  teacherRecourse,
  type TeacherRecourse,
  type TeacherRecourseProblem,
} from './recourse/teacher-recourse.ts';
export type { TeacherActions } from './recourse/teacher-actions.ts';
export { memoryRecourseStore, type RecourseStore } from './recourse/recourse-store.ts';

export type {
  ActionTerm,
  ActionTermInputs,
  BitTerm,
  ObjectiveTerm,
  PointTerm,
  TermInputs,
} from './terms/objective-term.ts';
export { bitCost } from './terms/bit-cost.ts';
export { distilRecourse } from './terms/distil-recourse.ts';
export { distil } from './terms/distil.ts';
export { feasibleMatch } from './terms/feasible-match.ts';
export { hinge, type HingeOptions } from './terms/hinge.ts';
export { match } from './terms/match.ts';
export { nearMiss } from './terms/near-miss.ts';
export { recourseMatch, type RecourseMatchOptions } from './terms/recourse-match.ts';
export { task } from './terms/task.ts';
export { valid } from './terms/valid.ts';
export { objectiveTerm, terms } from './terms/terms.ts';

export type { Draw, PointCounts, Points, PointSet, PointSetName, PointSource } from './samplers/point-set.ts';
export { pointSets } from './samplers/point-sets.ts';

export { allocatorKinds } from './methods/method.ts';
export type {
  AllocatorKind,
  FullPrecisionMethod,
  Method,
  QuantizedMethod,
  Trained,
  WeightedTerm,
} from './methods/method.ts';
export { budgetsOf } from './methods/budgets-of.ts';
export { method, methods, type MethodName } from './methods/methods.ts';
export { parseRecipeOverrides, type RecipeOverrides } from './methods/recipe-overrides.ts';
export { overrideRecipe } from './methods/override-recipe.ts';
export { trainStudent, type TrainStudentProblem } from './student/train-student.ts';
export { predictDeployed, predictStudent } from './student/predict-student.ts';
export { sensitivityProblem, type TeacherSensitivityProblem } from './stages/sensitivity-problem.ts';
export {
  deployedLogits,
  deployedParameters,
  type DeployedParameters,
  type DeployedStudent,
} from './scheme/deployed-student.ts';
export type { QuantizedActivation } from './scheme/activation-grid-of.ts';
export { networkOfModel, type QuantizedParts } from './model/network-of-model.ts';
export { networkOfStudent } from './student/network-of-student.ts';
export type {
  FullPrecisionStudent,
  QuantizedStudent,
  Student,
  StudentEpochRecord,
} from './student/student.ts';
