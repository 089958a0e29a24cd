import { borrowScope } from '@cfq/jit';
import type { RecourseRecord } from '@cfq/metrics';
import type { EvaluationProblem } from './evaluation-problem.ts';
import { evaluateStudent, type TestRows } from './evaluate-student.ts';
import { evaluateTeacher } from './evaluate-teacher.ts';
import type { EvaluatedModel } from './models/as-model.ts';

/** What {@link evaluate} needs. */
export interface PairEvaluation<Options = unknown> extends EvaluationProblem<Options>, TestRows {
  /** The model whose promises are at stake. */
  readonly teacher: EvaluatedModel;
  /** The model that decides afterwards. */
  readonly student: EvaluatedModel;
}

/**
 * Holds one model against another by the protocol: everybody the teacher denies is told the cheapest actions at every
 * issue margin, by each of the two models; then both are asked what becomes of who follows the teacher's, and of who
 * falls short. For several students of one teacher, `evaluateTeacher` once and `evaluateStudent` for each does the same
 * with less work.
 *
 * @returns the per-instance record from which `summarize` of `@cfq/metrics/aggregates` computes every number
 * @throws EvaluationError when labels or groups do not fit the rows, or the solver needs more than a model can be asked
 * @throws RecourseError (of `@cfq/recourse`) when the problem is malformed; what the models throw; the signal's reason
 */
export async function evaluate<Options = unknown>(pair: PairEvaluation<Options>): Promise<RecourseRecord> {
  await using scope = borrowScope(pair.scope);
  const teacher = await evaluateTeacher({ ...pair, scope });
  return await evaluateStudent({ ...pair, teacher, scope });
}
