import type { CompileScope, NDArray } from '@cfq/jit';
import type {
  ActionLimits,
  ActionSet,
  CostSpec,
  FiniteDifferenceOptions,
  RecourseSolver,
} from '@cfq/recourse';
import type { EvaluationProgress } from './evaluation-progress.ts';

/** What both models are asked: the people, what they may change, and how recourse is looked for. */
export interface EvaluationProblem<Options = unknown> {
  /** `[n, d]` float32, the whole test set, encoded; one-hot groups hold 0 and 1. */
  readonly x: NDArray;
  /** What people may change. */
  readonly actionSet: ActionSet;
  /** Bounds of single people beside those of the action set, a row for each row of `x` (`actionLimits` of `@cfq/recourse`). Default: none. */
  readonly limits?: ActionLimits | undefined;
  /** What changes cost. Default: the L1 norm. */
  readonly cost?: CostSpec | undefined;
  /** How hard changes are for single people, a row for each row of `x` (`effortWeights` of `@cfq/recourse`). Default: 1. */
  readonly efforts?: NDArray | undefined;
  /** Issue margins κ in logits, ascending from 0. Default: the protocol's 0, 0.2, 0.4, 0.8. */
  readonly margins?: readonly number[] | undefined;
  /** Looks for the cheapest actions, the same for both models. Default: `slp` of `@cfq/recourse`. */
  readonly solver?: RecourseSolver<Options> | undefined;
  /** Options of the solver. */
  readonly solverOptions?: Options | undefined;
  /** `[m, d]` float32, encoded: rows the models were trained on, for solvers that look at them. Default: none. */
  readonly reference?: NDArray | undefined;
  /**
   * Lets a solver that needs gradients search a model that gives margins alone, by differences of its margins: some
   * `1 + 2d` questions for each gradient. Default: such a model is refused. Traced models keep their own gradients.
   */
  readonly finiteDifferences?: FiniteDifferenceOptions | undefined;
  /**
   * Milliseconds after which each of the two searches ends with what it has, more than 0. Default: none. How many people
   * a search gave up on is then part of `about`: for them nothing is known, rather than nothing possible.
   */
  readonly deadline?: number | undefined;
  /** Any finite number; only restarts of solvers draw from it. Default 0. */
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Where compiled graphs are kept, for callers who evaluate several students of one architecture. */
  readonly scope?: CompileScope | undefined;
  /**
   * Told for how many people, at an issue margin, nothing holds that was found: of models that answer apart from the
   * function that is searched.
   */
  readonly onUnheld?:
    | ((unheld: {
        readonly model: 'teacher' | 'student';
        readonly kappa: number;
        readonly people: number;
      }) => void)
    | undefined;
  /** Told what is being done. */
  readonly onProgress?: ((progress: EvaluationProgress) => void) | undefined;
}

/** The issue margins of the protocol, in logits. */
export const protocolMargins: readonly number[] = [0, 0.2, 0.4, 0.8];
