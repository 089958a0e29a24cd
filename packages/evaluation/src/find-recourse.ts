import type { NDArray } from '@cfq/jit';
import { slp, type RecourseSolver } from '@cfq/recourse';
import { protocolMargins, type EvaluationProblem } from './evaluation-problem.ts';
import type { EvaluationProgress } from './evaluation-progress.ts';
import { EvaluationError } from './evaluation-error.ts';
import type { MarginActions } from './margin-actions.ts';
import type { ModelUnderTest } from './models/model-under-test.ts';

/**
 * The cheapest actions on one model for every given row, one entry an issue margin.
 *
 * @param x `[denied, d]`
 * @throws EvaluationError when the solver needs more than the model can be asked
 * @throws RecourseError (of `@cfq/recourse`) when the problem is malformed
 */
export async function findRecourse<Options>(
  role: EvaluationProgress['model'],
  model: ModelUnderTest,
  x: NDArray,
  problem: EvaluationProblem<Options>,
): Promise<readonly MarginActions[]> {
  const {
    actionSet,
    cost = { norm: 'l1' },
    margins = protocolMargins,
    seed = 0,
    deadline,
    onProgress,
  } = problem;
  const solver = problem.solver ?? (slp as RecourseSolver<Options>);
  const { traced } = model;
  if (traced === null && solver.needs === 'gradient') {
    throw new EvaluationError(
      `evaluate: the solver can search the ${role} (expected a model with a gradient for "${solver.name}", got ` +
        `"${model.name}", which gives margins alone). Pass a solver that needs no gradient.`,
    );
  }
  const options = { ...problem.solverOptions, ...(deadline !== undefined && { deadline }) } as Options;
  const { byMargin } = await solver.solve({
    model:
      traced === null
        ? {
            name: model.name,
            margins: (rows) => model.margins(rows, { scope: problem.scope, signal: problem.signal }),
          }
        : { logits: traced.logits, parameters: traced.parameters, target: traced.favourableClass },
    x,
    actionSet,
    cost,
    margins,
    seed,
    options,
    scope: problem.scope,
    signal: problem.signal,
    ...(onProgress !== undefined && {
      onProgress: ({ share }) => onProgress({ model: role, step: 'recourse', share }),
    }),
  });
  return byMargin;
}
