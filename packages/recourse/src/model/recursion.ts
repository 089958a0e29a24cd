import type { ActionSet } from '../actions/action-set.ts';
import type { CostSpec } from '../cost/cost-spec.ts';

/** What a recursion is made for. */
export interface RecursionSettings {
  readonly actionSet: ActionSet;
  readonly cost: CostSpec;
  /** `K`, the number of gradient steps. */
  readonly steps: number;
  /** Whether runs bring limits of single people. Default false. */
  readonly limited?: boolean | undefined;
}

/** Where a recursion starts, and how it goes. */
export interface RecursionInputs {
  /** `chunk × d`, where people stand. */
  readonly x: Float32Array;
  /** `chunk × d`, where the iterate starts: `x`, or `x` plus noise for a restart. */
  readonly start: Float32Array;
  /** `α`. */
  readonly stepSize: number;
  /** `λ`. */
  readonly costWeight: number;
  /** How many rows matter. */
  readonly count: number;
  /** `chunk × d` each, finite: the limits of the people; needed where the recursion is made for limited people. */
  readonly limits?: { readonly lower: Float32Array; readonly upper: Float32Array } | undefined;
}

/**
 * The projected-gradient recursion of CFQ §4.1, `δ ← Π_{A(x)}(δ − α ∇_δ L_cf)`, with `L_cf` the target-class cross-entropy
 * plus `λ·c(δ)`; `K` steps for one chunk of rows.
 *
 * With one difference: projecting onto one-hot vectors after every small step would undo the step, so that no category
 * ever changed. The iterate `u` stays continuous (clipped to its bounds, categories to `[0, 1]`); each step evaluates its
 * hard projection `p = Π(u)`, takes the gradient there, and moves `u`. All points `p` are returned, to keep the cheapest
 * success of.
 */
export interface Recursion {
  /** @returns The `K` reachable points visited, `[K, chunk, d]`, and their margins, `[K, chunk]`. */
  run(settings: RecursionInputs): Promise<{ readonly points: Float32Array; readonly margins: Float32Array }>;
}
