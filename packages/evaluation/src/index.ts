export { evaluate, type PairEvaluation } from './evaluate.ts';
export { evaluateStudent, type StudentEvaluationProblem, type TestRows } from './evaluate-student.ts';
export {
  evaluateTeacher,
  type ScoredPoints,
  type TeacherEvaluation,
  type TeacherEvaluationProblem,
} from './evaluate-teacher.ts';
export { EvaluationError } from './evaluation-error.ts';
export { protocolMargins, type EvaluationProblem } from './evaluation-problem.ts';
export type { EvaluationProgress } from './evaluation-progress.ts';
export { decisions, favourable } from './favourable.ts';
export type { CodedGroups, GroupColumn, Groups } from './groups.ts';
export { holdToMargins, type HeldModel } from './hold-to-margins.ts';
export type { MarginActions } from './margin-actions.ts';
export type { EvaluatedModel } from './models/as-model.ts';
export { favourableMargins } from './models/favourable-margins.ts';
export type { AskContext, ModelUnderTest, TracedFunction } from './models/model-under-test.ts';
export {
  onnxModel,
  onnxOutputs,
  type OnnxModelOptions,
  type OnnxModelUnderTest,
  type OnnxOutput,
} from './models/onnx-model.ts';
export {
  nearMissFractions,
  nearMissPoints,
  type NearMisses,
  type NearMissProblem,
  type PointsOfPeople,
} from './near-misses/near-miss-points.ts';
export {
  actionInWords,
  changeInWords,
  type ActionChange,
  type DescribedAction,
} from './people/action-in-words.ts';
export { describeAction, type ActionOfPerson } from './people/describe-action.ts';
export {
  choosePeople,
  explainPeople,
  type ExplainedPerson,
  type ExplainOptions,
} from './people/explain-people.ts';
export { numberInWords, numbersInWords, type NumberStyle } from './people/numbers-in-words.ts';
export { rowsModel, type RowMargins, type RowsModelOptions } from './models/rows-model.ts';
export { tracedModel, type TracedModelInput } from './models/traced-model.ts';
