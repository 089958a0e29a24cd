import { addScaled, takeRows, type NDArray } from '@cfq/jit';
import { protocolMargins, type EvaluationProblem } from './evaluation-problem.ts';
import { EvaluationError } from './evaluation-error.ts';
import { decisions, favourable } from './favourable.ts';
import { findRecourse } from './find-recourse.ts';
import type { MarginActions } from './margin-actions.ts';
import { asModel, type EvaluatedModel } from './models/as-model.ts';
import { marginsAt } from './models/margins-at.ts';
import { nearMissPoints, type NearMisses, type PointsOfPeople } from './near-misses/near-miss-points.ts';

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
  /** People who did almost what the minimal (κ = 0) action asks, and the teacher's margins there. */
  readonly nearMiss: NearMisses<PointsOfPeople & ScoredPoints>;
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
  const context = { scope, signal };
  const everywhere = await teacher.margins(x, context);
  const prediction = decisions(everywhere);
  onProgress?.({ model: 'teacher', step: 'decisions', share: 1 });
  const population = Int32Array.from(prediction.keys()).filter((row) => prediction[row] !== favourable);
  const denied = takeRows(x, population);
  const standing = { x: denied, margins: Float32Array.from(population, (row) => everywhere[row]!) };
  const actions = await findRecourse('teacher', teacher, denied, population, problem);
  const [minimal] = actions;
  if (minimal === undefined) {
    throw new EvaluationError(
      'evaluateTeacher: a solver answers for every issue margin (expected one or more, got none). Mend the solver.',
    );
  }
  const near = nearMissPoints({ x: denied, delta: minimal.delta, actionSet: problem.actionSet });
  const [toActions, toNearMisses] = [actions.length, near.short.length + near.allButOne.length];
  let asked = 0;
  const scored = async <Points extends { readonly x: NDArray }>(
    step: 'actions' | 'near misses',
    points: readonly Points[],
  ): Promise<(Points & ScoredPoints)[]> => {
    const answers: (Points & ScoredPoints)[] = [];
    for (const point of points) {
      answers.push({ ...point, margins: await marginsAt(teacher, point.x, standing, context) });
      asked += 1;
      const share = step === 'actions' ? asked / toActions : (asked - toActions) / toNearMisses;
      onProgress?.({ model: 'teacher', step, share });
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
      actions.map(({ delta }) => ({ x: addScaled(denied, delta) })),
    ),
    nearMiss: {
      short: await scored('near misses', near.short),
      allButOne: await scored('near misses', near.allButOne),
    },
  };
}
