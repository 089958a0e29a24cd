import type { ActionPolicy, Table } from '@cfq/datasets';
import type { CompileScope } from '@cfq/jit';
import type { AdviceRules, CostNorm, RecourseSolver } from '@cfq/recourse';
import type { AdvisedModel, Person } from './advice.ts';

/** How far advising has come. */
export interface AdviceProgress {
  /** People who have been told, and all who asked. */
  readonly done: number;
  readonly people: number;
}

/** Who asks for advice, on which model, and what they may be told to do. */
export interface AdviceProblem<Options = unknown> {
  readonly model: AdvisedModel;
  readonly people: readonly Person[];
  /** What may be done at all, beside what the feature space says; as `actionSetFromFeatureSpace` takes it. Default: nothing more. */
  readonly policy?: Partial<ActionPolicy> | undefined;
  /** What this advice is to respect besides: locks, features allowed, caps, bounds, steps, time, efforts. Default: nothing more. */
  readonly rules?: AdviceRules | undefined;
  /**
   * Rows that show after how many digits the values of a column end (see `stepsThatExist`), and among whom those whom the
   * file approves tell what is plausible, where the policy asks for that. Default: none.
   */
  readonly table?: Table | undefined;
  /** κ ≥ 0: the logit margin that every action reaches at least. Default 0: a positive one. */
  readonly promised?: number | undefined;
  /** How many different ways each person is shown, an integer from 1 to 20. Default 1. */
  readonly alternatives?: number | undefined;
  /** What the cost of an action is measured in. Default `l1`. */
  readonly norm?: CostNorm | undefined;
  /** What searches. Default `slp` where the model is a network in the open, else `black-box`. */
  readonly solver?: RecourseSolver<Options> | undefined;
  readonly solverOptions?: Options | undefined;
  /** Default 0. */
  readonly seed?: number | undefined;
  /** Milliseconds for all people together, after which those who have nothing yet are told so. Default: none. */
  readonly deadline?: number | undefined;
  /** Shares compiled code between calls. Default: compiled for this call. */
  readonly scope?: CompileScope | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: AdviceProgress) => void) | undefined;
}
