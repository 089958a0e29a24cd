import { takeRows, type NDArray } from '@cfq/jit';
import {
  slp,
  withFiniteDifferences,
  type ActionLimits,
  type RecourseModel,
  type RecourseSolver,
} from '@cfq/recourse';
import { protocolMargins, type EvaluationProblem } from './evaluation-problem.ts';
import type { EvaluationProgress } from './evaluation-progress.ts';
import { EvaluationError } from './evaluation-error.ts';
import { holdToMargins } from './hold-to-margins.ts';
import type { MarginActions } from './margin-actions.ts';
import type { ModelUnderTest } from './models/model-under-test.ts';

/**
 * The cheapest actions on one model for every given row, one entry an issue margin.
 *
 * @param x `[denied, d]`
 * @param population the rows of `problem.x` that they are
 * @throws EvaluationError when the solver needs more than the model can be asked
 * @throws RecourseError (of `@cfq/recourse`) when the problem is malformed
 */
export async function findRecourse<Options>(
  role: EvaluationProgress['model'],
  model: ModelUnderTest,
  x: NDArray,
  population: Int32Array,
  problem: EvaluationProblem<Options>,
): Promise<readonly MarginActions[]> {
  const {
    actionSet,
    limits,
    efforts,
    cost = { norm: 'l1' },
    margins = protocolMargins,
    seed = 0,
    deadline,
    onProgress,
  } = problem;
  const solver = problem.solver ?? (slp as RecourseSolver<Options>);
  const options = { ...problem.solverOptions, ...(deadline !== undefined && { deadline }) } as Options;
  const asked = {
    ...{ model: searched(role, model, solver, problem), actionSet, cost, seed, options },
    ...{ scope: problem.scope, signal: problem.signal },
    ...(solver.reference !== 'unused' && problem.reference && { reference: problem.reference }),
  };
  const own = limits && limitsOf(limits, population, problem.x);
  const hard = efforts && effortsOf(efforts, population, problem);
  const { byMargin } = await solver.solve({
    ...{ ...asked, x, margins },
    ...(own && { limits: own }),
    ...(hard && { efforts: hard }),
    ...(onProgress !== undefined && {
      onProgress: ({ share }) => onProgress({ model: role, step: 'recourse', share }),
    }),
  });
  if (model.traced === null || model.answersApart !== true) return byMargin;
  const held = await holdToMargins(x, byMargin, margins, {
    margins: (points) => model.margins(points, { scope: problem.scope, signal: problem.signal }),
    search: async (rows, margin) => {
      const again = await solver.solve({
        ...{ ...asked, x: takeRows(x, rows), margins: [margin] },
        ...(own && { limits: { lower: takeRows(own.lower, rows), upper: takeRows(own.upper, rows) } }),
        ...(hard && { efforts: takeRows(hard, rows) }),
      });
      return again.byMargin[0]!;
    },
  });
  margins.forEach((kappa, index) => {
    const before = byMargin[index]!.valid;
    const people = held[index]!.valid.filter((valid, row) => valid !== 1 && before[row] === 1).length;
    if (people > 0) problem.onUnheld?.({ model: role, kappa, people });
  });
  return held;
}

/** The limits of some people. */
function limitsOf({ lower, upper }: ActionLimits, population: Int32Array, x: NDArray): ActionLimits {
  for (const [name, { shape }] of Object.entries({ lower, upper })) {
    if (shape.join(', ') === x.shape.join(', ')) continue;
    throw new EvaluationError(
      `evaluate: limits.${name} has a row for each row of x (expected [${x.shape.join(', ')}], got [${shape.join(', ')}]). ` +
        'Make the limits for all rows; those of the denied are taken.',
    );
  }
  return { lower: takeRows(lower, population), upper: takeRows(upper, population) };
}

/** The effort weights of some people. */
function effortsOf(
  efforts: NDArray,
  population: Int32Array,
  { x, actionSet }: Pick<EvaluationProblem, 'x' | 'actionSet'>,
): NDArray {
  const expected = [x.shape[0], actionSet.features.length].join(', ');
  const got = efforts.shape.join(', ');
  if (got !== expected) {
    throw new EvaluationError(
      `evaluate: efforts has a row for each row of x and a column a feature (expected [${expected}], got [${got}]). ` +
        'Make them for all rows; those of the denied are taken.',
    );
  }
  return takeRows(efforts, population);
}

/** The model as the solver takes it: the function behind it where there is one, else the model itself, to be asked. */
function searched<Options>(
  role: EvaluationProgress['model'],
  { name, traced, margins }: ModelUnderTest,
  solver: RecourseSolver<Options>,
  { actionSet, finiteDifferences, scope, signal }: EvaluationProblem<Options>,
): RecourseModel {
  if (traced !== null) {
    const { logits, parameters, network, favourableClass: target } = traced;
    return { logits, parameters, network, target };
  }
  const asked: RecourseModel = { name, margins: (x) => margins(x, { scope, signal }) };
  if (solver.needs === 'margin') return asked;
  if (finiteDifferences !== undefined) return withFiniteDifferences(asked, actionSet, finiteDifferences);
  throw new EvaluationError(
    `evaluate: the solver can search the ${role} (expected a model with a gradient for "${solver.name}", got "${name}", ` +
      'which gives margins alone). Pass finiteDifferences: {}, or a solver that needs margins only.',
  );
}
