import { addScaled, takeRows, type NDArray } from '@cfq/jit';
import { protocolMargins, type EvaluationProblem } from './evaluation-problem.ts';
import { EvaluationError } from './evaluation-error.ts';
import { decisions, favourable } from './favourable.ts';
import { findRecourse } from './find-recourse.ts';
import type { MarginActions } from './margin-actions.ts';
import { asModel, type EvaluatedModel } from './models/as-model.ts';

/** The shares ρ of the teacher's own action at which its denials are looked at. */
export const nearMissFractions: readonly number[] = [0.5, 0.8, 0.95];

/** Points and the teacher's logit margins of the favourable class at them. */
export interface ScoredPoints {
  /** `[denied, d]`. */
  readonly x: NDArray;
  /** `[denied]`. */
  readonly margins: Float32Array;
}

/** What the students of one teacher are held against; computed once for all of them. */
export interface TeacherEvaluation {
  /** `[test]` predicted classes. */
  readonly prediction: Int32Array;
  /** Ascending test rows of everybody the teacher denies. */
  readonly population: Int32Array;
  /** `[denied, d]` where the denied stand. */
  readonly denied: NDArray;
  /** Recourse on the teacher, one entry an issue margin. */
  readonly actions: readonly MarginActions[];
  /** Where they lead, for every issue margin: `x + δ_f`, and the teacher's logit margins there. */
  readonly recourse: readonly ScoredPoints[];
  /** The points short of the minimal action, for every ρ: `x + ρδ_f` at κ = 0, and the teacher's margins there. */
  readonly nearMiss: readonly ScoredPoints[];
}

/** What {@link evaluateTeacher} needs. */
export interface TeacherEvaluationProblem<Options = unknown> extends EvaluationProblem<Options> {
  readonly teacher: EvaluatedModel;
}

/**
 * Finds the population (every test row the teacher denies, never a prefix), its recourse at every issue margin, and
 * the points short of it.
 *
 * @throws EvaluationError when margins do not begin at 0, or the solver needs more than the model can be asked
 * @throws RecourseError (of `@cfq/recourse`) when the problem is malformed; what the model throws; the signal's reason
 */
export async function evaluateTeacher<Options = unknown>(
  problem: TeacherEvaluationProblem<Options>,
): Promise<TeacherEvaluation> {
  const { x, margins = protocolMargins, scope, signal, onProgress } = problem;
  signal?.throwIfAborted();
  if (margins[0] !== 0) {
    throw new EvaluationError(
      `evaluate: margins begin at 0 (expected 0, got ${String(margins[0])}). Near misses rest on it; put 0 in front.`,
    );
  }
  const teacher = asModel(problem.teacher);
  const asked = { scope, signal };
  const prediction = decisions(await teacher.margins(x, asked));
  onProgress?.({ model: 'teacher', step: 'decisions', share: 1 });
  const population = Int32Array.from(prediction.keys()).filter((row) => prediction[row] !== favourable);
  const denied = takeRows(x, population);
  const actions = await findRecourse('teacher', teacher, denied, problem);
  const [minimal] = actions;
  if (minimal === undefined) {
    throw new EvaluationError(
      'evaluateTeacher: a solver answers for every issue margin (expected one or more, got none). Mend the solver.',
    );
  }
  const scored = async (
    step: 'actions' | 'near misses',
    points: readonly NDArray[],
  ): Promise<ScoredPoints[]> => {
    const answers: ScoredPoints[] = [];
    for (const point of points) {
      answers.push({ x: point, margins: await teacher.margins(point, asked) });
      onProgress?.({ model: 'teacher', step, share: answers.length / points.length });
    }
    return answers;
  };
  return {
    prediction,
    population,
    denied,
    actions,
    recourse: await scored(
      'actions',
      actions.map(({ delta }) => addScaled(denied, delta)),
    ),
    nearMiss: await scored(
      'near misses',
      nearMissFractions.map((fraction) => addScaled(denied, minimal.delta, fraction)),
    ),
  };
}
