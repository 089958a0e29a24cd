export { evaluateStudent, type StudentEvaluation } from './evaluate-student.ts';
export {
  evaluateTeacher,
  nearMissFractions,
  type ScoredPoints,
  type TeacherEvaluation,
} from './evaluate-teacher.ts';
export { EvaluationError } from './evaluation-error.ts';
export { favourableMargins } from './favourable-margins.ts';
export { float32Of } from './float32-of.ts';
export type { MarginActions, ModelUnderTest } from './model-under-test.ts';
export { decisions, favourable, moved, takeRows } from './points.ts';
