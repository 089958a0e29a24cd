import type { NDArray } from '@cfq/jit';

/** Margins of rows and their gradients with respect to the rows. */
export interface Slopes {
  /** `[n]`. */
  readonly margins: ArrayLike<number>;
  /** `[n, d]`, row by row. */
  readonly slopes: ArrayLike<number>;
}

/**
 * A model that can be asked for margins and need not be known otherwise: a file run elsewhere, a service, plain loops.
 *
 * The margin is a number that is positive exactly where the class to reach is decided, in logits if the model has any:
 * `m(x) = g(x)_t − max_{y ≠ t} g(x)_y` (CFQ §4.2). It must not depend on which rows are asked together.
 */
export interface MarginModel {
  /** What messages call it. Default: `the model`. */
  readonly name?: string | undefined;
  /**
   * Margins of rows.
   *
   * @param x - `[n, d]`, float32, encoded, `n ≥ 1`; the model's to keep.
   * @returns `[n]`.
   */
  margins(x: NDArray): ArrayLike<number> | Promise<ArrayLike<number>>;
  /** Margins and gradients; absent where the model has none. Solvers that need gradients refuse such a model. */
  readonly slopes?: ((x: NDArray) => Slopes | Promise<Slopes>) | undefined;
  /** How `slopes` come about. Default `exact`. */
  readonly gradient?: 'exact' | 'finite-differences' | undefined;
}
