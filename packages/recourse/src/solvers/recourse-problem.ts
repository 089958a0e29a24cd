import type { ArrayTree, Executor, NDArray } from '@cfq/jit';

import type { ActionSet } from '../actions/action-set.ts';
import type { CostSpec } from '../cost/cost-spec.ts';
import type { Logits } from '../model/margin-model.ts';

/** How far a solve has come. */
export interface RecourseProgress {
  readonly solver: string;
  /** What is being done. */
  readonly phase: string;
  /** Rows scored so far; the total is not known in advance. */
  readonly scored: number;
  /** Share of the phases that are done, in `[0, 1]`. */
  readonly share: number;
}

/** Options that every solver takes. */
export interface CommonOptions {
  /** Rows of one native call, an integer ≥ 1. Default 1024, or 256 for fewer than 1024 rows. */
  readonly chunk?: number;
  /** Milliseconds after which the search ends with what it has; > 0. Default: none. */
  readonly deadline?: number;
  /** Logits by which the search aims beyond each κ, ≥ 0. Default 1e-4. */
  readonly marginTolerance?: number;
  /** Default: what `@cfq/jit` prefers. */
  readonly executor?: Executor;
}

/**
 * Recourse for many people at once (CFQ §3): for every row of `x` and every κ, the cheapest action whose point has a
 * target margin of at least κ, `min c(δ) s.t. m(x + δ; target) ≥ κ, δ ∈ A(x)`.
 */
export interface RecourseProblem<Options = unknown> {
  /** Traceable logits `[n, classes]`. Keep the function itself the same between solves: its sessions are reused. */
  readonly logits: Logits;
  readonly parameters: ArrayTree;
  /** `[n, d]`, float32, encoded; one-hot groups hold 0 and 1 and at most one 1. */
  readonly x: NDArray;
  /** Class index to reach. */
  readonly target: number;
  readonly actionSet: ActionSet;
  readonly cost: CostSpec;
  /** κ ≥ 0 in logits, strictly ascending, at least one. At κ = 0 the margin must be positive. */
  readonly margins: readonly number[];
  /** Any finite number. Only restarts draw from it. */
  readonly seed: number;
  readonly options?: Options;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RecourseProgress) => void;
}

/** The actions found for one margin κ. Rows without one hold zeros, `valid` 0, `cost` and `margin` NaN. */
export interface MarginResult {
  readonly kappa: number;
  /** `[n, d]`. */
  readonly delta: NDArray;
  /** `[n]`; NaN where not valid. */
  readonly cost: Float32Array;
  /** `[n]`; 1 where `δ` is feasible and the model's margin at `float32(x + δ)` is at least κ (and positive). */
  readonly valid: Uint8Array;
  /** `[n]`: the margin at `float32(x + δ)` as the model scored it; NaN where not valid. */
  readonly margin: Float32Array;
  /** `[n]`; 1 where nothing was found and the deadline cut the search: unknown rather than infeasible. */
  readonly timedOut: Uint8Array;
}

/** What a solver returns. */
export interface RecourseResult {
  readonly margins: readonly number[];
  /** One entry a margin, in the same order. Costs never fall from one to the next. */
  readonly byMargin: readonly MarginResult[];
  /** Whether the deadline cut the search; actions found until then are in the result. */
  readonly timedOut: boolean;
}

/** A way to solve recourse problems. */
export interface RecourseSolver<Options> {
  readonly name: string;
  /**
   * @throws RecourseError on a malformed problem or unknown options.
   * @throws The signal's reason once it is aborted.
   */
  solve(problem: RecourseProblem<Options>): Promise<RecourseResult>;
}
