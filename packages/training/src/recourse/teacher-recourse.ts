import type { PreparedDataset } from '@cfq/datasets';
import { ndarray, type CompileScope, type NDArray } from '@cfq/jit';
import { effortWeights, solvers, type ActionSet, type CostSpec } from '@cfq/recourse';
import { deniedRows } from '../model/favourable-class.ts';
import { modelLogits, predictModel } from '../model/model-logits.ts';
import { networkOfModel } from '../model/network-of-model.ts';
import { TrainingError } from '../training-error.ts';
import { solveDenied, type TrainingSolver } from './solve-denied.ts';
import {
  perturbActions,
  recursionOptions,
  settleTeacherActions,
  type TeacherActions,
} from './teacher-actions.ts';
import type { Teacher } from '../model/teacher.ts';

/** The teacher's actions, boundary-tight unless noise was asked for, for the denied training rows whose action succeeds. Plain data. */
export interface TeacherRecourse {
  /** Numbers of the rows in the training split, ascending [m], int32. */
  readonly rows: Int32Array;
  /** The rows themselves [m, d]. */
  readonly x: NDArray;
  /** Their labels [m], int32. */
  readonly labels: NDArray;
  /** The actions `δ_fp` [m, d]. */
  readonly delta: NDArray;
  /** How many training rows the teacher denies; `m` of them have an action. */
  readonly denied: number;
}

/** What {@link teacherRecourse} solves. */
export interface TeacherRecourseProblem {
  readonly teacher: Pick<Teacher, 'model' | 'parameters' | 'seed'>;
  readonly dataset: Pick<PreparedDataset, 'train'>;
  readonly actionSet: ActionSet;
  /** Default: L1, one per standard deviation and one per category change. */
  readonly cost?: CostSpec | undefined;
  /** Default: `pgd`, the recursion of CFQ §4.1, by its fastest preset. */
  readonly solver?: TrainingSolver | undefined;
  /** Worse actions, on purpose; default: as good as the solver makes them. */
  readonly actions?: TeacherActions | undefined;
  /** Where graphs are compiled; default: for this call alone. */
  readonly scope?: CompileScope | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The teacher's recourse for every training row it denies (CFQ §4.1): the teacher is frozen while students train, so it is
 * solved once, and handed to every student whose method asks for it (`needsRecourse`).
 *
 * Actions are boundary-tight (κ = 0): on the way along such an action the teacher says no until its end, which is
 * what near misses are made of.
 *
 * Changes cost people what the data set says they cost them (`efforts` of the split).
 *
 * Where no denied row has an action, because of what people may do, there are no rows: students then learn without them.
 *
 * @throws TrainingError when the teacher denies nobody; the signal's reason when aborted.
 */
export async function teacherRecourse(problem: TeacherRecourseProblem): Promise<TeacherRecourse> {
  const { teacher, dataset, actionSet, cost = { norm: 'l1' }, scope, signal } = problem;
  const { train } = dataset;
  const x: NDArray = train.x;
  const { steps, noise } = settleTeacherActions(problem.actions ?? {});
  if (steps !== undefined && problem.solver !== undefined) {
    throw new TrainingError(
      `teacherRecourse: steps are those of the recursion (expected no solver beside them, got ${problem.solver.solver.name}). ` +
        'Leave one of the two out.',
    );
  }
  const solver =
    steps === undefined ? problem.solver : { solver: solvers.pgd, options: recursionOptions(steps) };
  const denied = deniedRows(await predictModel(teacher.model, teacher.parameters, x, { scope }));
  if (denied.length === 0) {
    throw new TrainingError(
      'teacherRecourse: there must be somebody to give recourse to (expected denied training rows, got none). ' +
        'Where a class is rare, choose another cut-off (decision, for instance acceptance:0.9) or classWeights; else check the ' +
        'favourable class.',
    );
  }
  const { model, parameters, seed } = teacher;
  const found = await solveDenied({
    ...{ logits: modelLogits(model), parameters, network: networkOfModel(model, parameters) },
    ...{ x, denied, actionSet, cost, solver, seed, scope, signal },
    ...(train.efforts && { efforts: effortWeights(train.efforts, actionSet) }),
  });
  return {
    ...found,
    labels: ndarray(
      Int32Array.from(found.rows, (row) => train.y[row]!),
      [found.rows.length],
    ),
    delta:
      noise === undefined
        ? found.delta
        : perturbActions({ x: found.x, delta: found.delta, actionSet, noise, seed }),
    denied: denied.length,
  };
}
