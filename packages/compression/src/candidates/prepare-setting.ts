import { evaluateTeacher, type EvaluatedModel } from '@cfq/evaluation';
import { modelLogits, needsRecourse, teacherRecourse } from '@cfq/training';
import { validationProblem } from './candidate-record.ts';
import type { CandidateSetting } from './candidate-setting.ts';

/** A setting before anything of the teacher is solved. */
export interface SettingProblem extends Omit<CandidateSetting, 'evaluated' | 'recourse'> {
  /** Who is asked for the teacher's decisions; default: the teacher itself. */
  readonly original?: EvaluatedModel | undefined;
  /** Told what is being done. */
  readonly onStage?: ((text: string) => void) | undefined;
}

/**
 * Solves what all candidates share: the teacher's actions for validation rows, which they are held against, and those for
 * training rows where the method looks at them.
 *
 * @throws what solvers throw; the signal's reason when aborted
 */
export async function prepareSetting(problem: SettingProblem): Promise<CandidateSetting> {
  const { original, onStage, ...given } = problem;
  const { method, teacher, parts, actionSet, cost, scope, signal } = given;
  onStage?.(`the teacher's actions for ${parts.validation.y.length} validation rows`);
  const bare = { ...given, recourse: undefined };
  const evaluated = await evaluateTeacher({
    ...validationProblem(bare),
    teacher: original ?? { logits: modelLogits(teacher.model), parameters: teacher.parameters },
  });
  if (!needsRecourse(method)) return { ...bare, evaluated };
  onStage?.(`the teacher's actions for ${parts.train.y.length} training rows`);
  const recourse = await teacherRecourse({ teacher, dataset: parts, actionSet, cost, scope, signal });
  return { ...given, evaluated, recourse };
}
