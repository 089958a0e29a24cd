import type { CompileScope, NDArray } from '@cfq/jit';

import type { ActionLimits } from '../actions/action-limits.ts';
import type { ActionSet } from '../actions/action-set.ts';
import type { CostSpec } from '../cost/cost-spec.ts';
import type { RecourseModel } from '../model/bind-model.ts';
import type { SearchExecutor } from '../model/search-executor.ts';
import type { DistinctBy } from '../search/incumbents.ts';

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
  /** Rows of one call of the model, an integer ≥ 1. Default 1024, or 256 for fewer than 1024 rows. */
  readonly chunk?: number | undefined;
  /** Milliseconds after which the search ends with what it has; ≥ 0. Default: none. */
  readonly deadline?: number | undefined;
  /** Logits by which the search aims beyond each κ, ≥ 0. Default 1e-4. */
  readonly marginTolerance?: number | undefined;
  /**
   * What runs compiled code, or `loops` over the layers of a model that says it is a network of rectifiers: for few people, as
   * nothing is compiled. Default: what `@cfq/jit` prefers.
   */
  readonly executor?: SearchExecutor | undefined;
  /**
   * Searches in the form that was published, which knows no constraints: the action set and the limits count for no more
   * than what an encoding is (see `loosenToEncoding`), and so actions may break them. The result says so. Default false.
   */
  readonly asPublished?: boolean | undefined;
}

/**
 * Recourse for many people at once (CFQ §3): for every row of `x` and every κ, the cheapest action whose point has a
 * margin of at least κ, `min c(δ) s.t. m(x + δ) ≥ κ, δ ∈ A(x)`.
 */
export interface RecourseProblem<Options = unknown> {
  /** Traceable code with its parameters and the class to reach, or anything that can be asked for margins. */
  readonly model: RecourseModel;
  /** `[n, d]`, float32, encoded; one-hot groups hold 0 and 1 and at most one 1. */
  readonly x: NDArray;
  readonly actionSet: ActionSet;
  /** Bounds of single people beside those of the action set; `actionLimits` makes them of raw ones. Default: none. */
  readonly limits?: ActionLimits | undefined;
  readonly cost: CostSpec;
  /**
   * By how much harder than usual a change of each feature is for each person, `[n, F]`, > 0; `effortWeights` makes them of
   * records by name. They multiply the cost. Default: 1.
   */
  readonly efforts?: NDArray | undefined;
  /** κ ≥ 0 in logits, strictly ascending, at least one. At κ = 0 the margin must be positive. */
  readonly margins: readonly number[];
  /** Any finite number. Only restarts draw from it. */
  readonly seed: number;
  /**
   * How many answers a person are wanted, an integer ≥ 1; each changes other features, or to other values, than those
   * before it. Default 1. More than one is refused by solvers whose `answers` is `one`.
   */
  readonly count?: number | undefined;
  /**
   * What tells several answers apart: `changes` (features, categories, levels, directions) or the `features` they change
   * alone. Default `changes`.
   */
  readonly distinctBy?: DistinctBy | undefined;
  /**
   * Rows the model was trained on, `[m, d]`, float32, encoded, for solvers that look at them. Refused by solvers whose
   * `reference` is `unused`.
   */
  readonly reference?: NDArray | undefined;
  readonly options?: Options | undefined;
  /** Owns what is compiled, so that several solves share it. Default: compiled for this solve and freed at its end. */
  readonly scope?: CompileScope | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: RecourseProgress) => void) | undefined;
}
