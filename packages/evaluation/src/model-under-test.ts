import type { NDArray } from '@cfq/jit';

/** Recourse found at one issue margin: what a solver of `@cfq/recourse` returns for it. */
export interface MarginActions {
  /** `[n, d]`, 0 where none was found. */
  readonly delta: NDArray;
  /** `[n]` costs; only those of valid actions count. */
  readonly cost: Float32Array;
  /** `[n]` 1 where the action is feasible and reaches the margin on its own model. */
  readonly valid: Uint8Array;
}

/** A model as the evaluation sees it: what it decides, and what it asks of people. */
export interface ModelUnderTest {
  /** `[n]` logit margins of the favourable class at the rows of `x` `[n, d]`; it is predicted where positive. */
  margins(x: NDArray): Promise<Float32Array>;
  /** Recourse for every row of `x` `[n, d]`, one entry an issue margin, in the order of the run's margins. */
  recourse(x: NDArray): Promise<readonly MarginActions[]>;
}
