import type { NDArray } from '@cfq/jit';

/** Recourse found at one issue margin: what a solver of `@cfq/recourse` returns for it. */
export interface MarginActions {
  /** `[n, d]` float32, 0 where none was found. */
  readonly delta: NDArray;
  /** `[n]` costs; only those of valid actions count. */
  readonly cost: Float32Array;
  /** `[n]` 1 where the action is feasible and reaches the margin on its own model. */
  readonly valid: Uint8Array;
  /** `[n]` 1 where a deadline cut the search before anything was found; left out where there was none. */
  readonly timedOut?: Uint8Array | undefined;
  /** `[n]` 1 where a step of the search came to its limit, so that something cheaper may have been passed over. */
  readonly cutShort?: Uint8Array | undefined;
}
