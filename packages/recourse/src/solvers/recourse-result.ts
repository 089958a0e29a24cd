import type { NDArray } from '@cfq/jit';

import type { Proof } from './proof.ts';

/**
 * One action a person. A person without one has `valid` 0, zeros in `delta`, and `cost` and `margin` NaN: what was not
 * found has no cost.
 */
export interface RecourseActions {
  /** `[n, d]`. */
  readonly delta: NDArray;
  /** `[n]`; NaN where not valid. */
  readonly cost: Float32Array;
  /** `[n]`; 1 where `δ` is feasible and the model's margin at `float32(x + δ)` is at least κ (and positive). */
  readonly valid: Uint8Array;
  /** `[n]`: the margin at `float32(x + δ)` as the model scored it; NaN where not valid. */
  readonly margin: Float32Array;
}

/** The actions found for one margin κ: the cheapest of each person, and others where more than one was asked for. */
export interface MarginResult extends RecourseActions {
  readonly kappa: number;
  /** `[n]`; 1 where nothing was found and the deadline cut the search: unknown rather than infeasible. */
  readonly timedOut: Uint8Array;
  /**
   * `[n]`; 1 where a linear step of the person's search, at whatever margin, kept the cheapest found until then, at its limit
   * under L1 or with more than 1 % between it and its bound under other norms: the action holds, and something cheaper may have been passed over.
   */
  readonly cutShort: Uint8Array;
  /**
   * `count − 1` further actions a person, each distinct from the others (see `RecourseProblem.distinctBy`) and no
   * cheaper than the one before; from some entry on a person has none.
   */
  readonly alternatives: readonly RecourseActions[];
  /** How cheap an action can be at all, of solvers that prove it; absent otherwise. */
  readonly proof?: Proof | undefined;
}

/** What a solver returns. */
export interface RecourseResult {
  readonly margins: readonly number[];
  /** One entry a margin, in the same order. Costs never fall from one to the next. */
  readonly byMargin: readonly MarginResult[];
  /** Whether the deadline cut the search; actions found until then are in the result. */
  readonly timedOut: boolean;
  /**
   * Whether the search was that of the published form, which knows no constraints; actions then keep
   * `loosenToEncoding(actionSet)` and may break the action set.
   */
  readonly asPublished: boolean;
}
