import type { PreparedDataset } from '@cfq/datasets';
import { ndarray, type NDArray } from '@cfq/jit';
import { solvers, type ActionSet, type CostSpec, type RecourseSolver, type SolverName } from '@cfq/recourse';
import { contentKey } from './content-key.ts';
import { TrainingError } from '../training-error.ts';
import { memoryRecourseStore, type RecourseStore } from './recourse-store.ts';
import { deniedRows, favourableClass } from '../model/favourable-class.ts';
import { modelLogits, predictModel } from '../model/model-logits.ts';
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
  readonly teacher: Teacher;
  readonly dataset: Pick<PreparedDataset, 'train'>;
  readonly actionSet: ActionSet;
  /** Default: L1, one per standard deviation and one per category change. */
  readonly cost?: CostSpec;
  /** Default `pgd`, the recursion of CFQ §4.1. */
  readonly solver?: SolverName;
  /** Worse actions, on purpose; default: as good as the solver makes them. */
  readonly actions?: TeacherActions;
  /** Where answers are kept; default: with the teacher, as long as it lives. */
  readonly store?: RecourseStore;
  readonly signal?: AbortSignal;
}

/** Answers by teacher, so that they are freed with it. */
const stores = new WeakMap<Teacher, RecourseStore>();

function storeOf(teacher: Teacher): RecourseStore {
  const store = stores.get(teacher) ?? memoryRecourseStore();
  stores.set(teacher, store);
  return store;
}

/** The given rows of a matrix [n, d]. */
function rowsOf(x: NDArray, rows: readonly number[]): NDArray {
  const width = x.shape[1] ?? 0;
  const data = new Float32Array(rows.length * width);
  rows.forEach((row, index) => data.set(x.data.subarray(row * width, (row + 1) * width), index * width));
  return ndarray(data, [rows.length, width]);
}

/**
 * The teacher's recourse for every training row it denies (CFQ §4.1): the teacher is frozen while students train, so it is
 * solved once for the whole training set and kept by content.
 *
 * Actions are boundary-tight (κ = 0): on the way along such an action the teacher says no until its end, which is
 * what near misses are made of.
 *
 * @throws TrainingError when the teacher denies nobody or no denied row has an action.
 */
export async function teacherRecourse(problem: TeacherRecourseProblem): Promise<TeacherRecourse> {
  const { teacher, dataset, actionSet, signal } = problem;
  const { cost = { norm: 'l1' }, solver = 'pgd', store = storeOf(teacher) } = problem;
  const x: NDArray = dataset.train.x;
  const actions = settleTeacherActions(problem.actions ?? {});
  if (actions.steps !== undefined && solver !== 'pgd') {
    throw new TrainingError(
      `teacherRecourse: steps are those of the recursion (expected solver pgd, got ${solver}). Leave one of the two out.`,
    );
  }
  const settings = {
    ...{ model: teacher.model.name, actionSet, cost, solver, seed: teacher.seed },
    ...(Object.keys(actions).length === 0 ? {} : { actions }),
  };
  const key = contentKey({ parameters: teacher.parameters, x }, settings);
  const kept = await store.get(key);
  if (kept !== undefined) return kept;
  const solved = await solveDenied({
    teacher,
    dataset,
    actionSet,
    cost,
    solver,
    actions,
    ...(signal ? { signal } : {}),
  });
  await store.set(key, solved);
  return solved;
}

async function solveDenied(
  problem: Required<Omit<TeacherRecourseProblem, 'store' | 'signal'>> &
    Pick<TeacherRecourseProblem, 'signal'>,
): Promise<TeacherRecourse> {
  const { teacher, dataset, actionSet, cost, solver, actions, signal } = problem;
  const { train } = dataset;
  const logits = await predictModel(teacher.model, teacher.parameters, train.x);
  const denied = deniedRows(logits);
  if (denied.length === 0) {
    throw new TrainingError(
      'teacherRecourse: there must be somebody to give recourse to (expected denied training rows, got none). ' +
        'Check the favourable class and the teacher.',
    );
  }
  const x = rowsOf(train.x, denied);
  const given = {
    model: {
      logits: modelLogits(teacher.model),
      parameters: teacher.parameters,
      target: favourableClass,
    },
    x,
    actionSet,
    cost,
    margins: [0],
    seed: teacher.seed,
    signal,
  };
  const { byMargin } =
    actions.steps === undefined
      ? await (solvers[solver] as RecourseSolver).solve({ ...given, options: { preset: 'fast' } })
      : await solvers.pgd.solve({ ...given, options: recursionOptions(actions.steps) });
  const answer = byMargin[0]!;
  const found = Array.from(denied.keys()).filter((index) => answer.valid[index] === 1);
  if (found.length === 0) {
    throw new TrainingError(
      `teacherRecourse: somebody must have recourse (expected an action for some of ${denied.length} denied rows, got ` +
        'none). Loosen the action set.',
    );
  }
  const rows = Int32Array.from(found, (index) => denied[index]!);
  const people = rowsOf(x, found);
  const delta = rowsOf(answer.delta, found);
  const { noise } = actions;
  return {
    rows,
    x: people,
    labels: ndarray(
      Int32Array.from(rows, (row) => train.y[row]!),
      [rows.length],
    ),
    delta:
      noise === undefined
        ? delta
        : perturbActions({ x: people, delta, actionSet, noise, seed: teacher.seed }),
    denied: denied.length,
  };
}
