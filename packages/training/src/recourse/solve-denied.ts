import { takeRows, type ArrayTree, type CompileScope, type NDArray } from '@cfq/jit';
import type { Network } from '@cfq/network';
import { solvers, type ActionSet, type CostSpec, type Logits, type RecourseSolver } from '@cfq/recourse';
import { favourableClass } from '../model/favourable-class.ts';

/** What {@link solveDenied} solves. */
export interface SolveDeniedProblem {
  /** Traced logits of the model, and what they read. */
  readonly logits: Logits;
  readonly parameters: ArrayTree;
  /** The same function in plain layers; spares searches in vain. */
  readonly network?: Network | undefined;
  /** Rows [n, d], of which the model denies some. */
  readonly x: NDArray;
  /** Numbers of the denied rows to solve. */
  readonly denied: ArrayLike<number> & Iterable<number>;
  readonly actionSet: ActionSet;
  readonly cost: CostSpec;
  /** How hard changes are for the person of each row [n, features]; see `effortWeights` of `@cfq/recourse`. Default: 1. */
  readonly efforts?: NDArray | undefined;
  /** Default: `pgd` by its fastest preset. One that is held against other rows gets `x`. */
  readonly solver?: TrainingSolver | undefined;
  readonly seed: number;
  readonly scope?: CompileScope | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A solver with the options it is run with on training rows. */
export interface TrainingSolver {
  readonly solver: RecourseSolver;
  /** Options of that solver. */
  readonly options: object;
}

/** The recursion of CFQ §4.1 by its fastest preset: training rows are many, and their actions need not be the cheapest. */
const defaultTrainingSolver: TrainingSolver = { solver: solvers.pgd, options: { preset: 'fast' } };

/** Denied rows whose action succeeds. */
export interface SolvedDenied {
  /** Their numbers [m], in the order given. */
  readonly rows: Int32Array;
  /** The rows themselves [m, d]. */
  readonly x: NDArray;
  /** Their actions [m, d]. */
  readonly delta: NDArray;
}

/**
 * Boundary-tight actions (κ = 0) of a model for rows that it denies, of which those that succeed are kept. On the way along such
 * an action the model says no until its end.
 */
export async function solveDenied(problem: SolveDeniedProblem): Promise<SolvedDenied> {
  const { logits, parameters, network, denied, actionSet, cost, efforts, seed, scope, signal } = problem;
  const { solver, options } = problem.solver ?? defaultTrainingSolver;
  const numbers = Int32Array.from(denied);
  const x = takeRows(problem.x, numbers);
  const { byMargin } = await solver.solve({
    model: { logits, parameters, network, target: favourableClass },
    ...{ x, actionSet, cost, margins: [0], seed, options, scope, signal },
    ...(efforts && { efforts: takeRows(efforts, numbers) }),
    ...(solver.reference === 'required' && { reference: problem.x }),
  });
  const [{ valid, delta }] = byMargin as [(typeof byMargin)[number]];
  const found = Array.from(numbers.keys()).filter((index) => valid[index] === 1);
  return {
    rows: Int32Array.from(found, (index) => numbers[index]!),
    x: takeRows(x, found),
    delta: takeRows(delta, found),
  };
}
