import type { NDArray } from '@cfq/jit';

/** One dense layer, `z = hᵀ weight + bias`. */
export interface DenseLayer {
  /** `[inputs, outputs]`. */
  readonly weight: NDArray;
  /** `[outputs]`. */
  readonly bias: NDArray;
}

/** The grid of a hidden activation after ReLU: `clamp(round(h / scale), 0, 2^bits − 1) · scale`, ties to even. */
export interface ActivationGrid {
  /** Positive, a float32 number. */
  readonly scale: number;
  /** Whole number in [1, 16]. */
  readonly bits: number;
}

/** A dense layer of a student; the last one has no grid. */
export interface StudentLayer extends DenseLayer {
  /** What the layer's rectified outputs are rounded to; absent or null: they stay as they are. */
  readonly grid?: ActivationGrid | null;
}

/**
 * Two networks of one architecture, dense layers with a ReLU between each two: a teacher `f` and what became of it,
 * `f_q`. Weights of the student are the decoded ones, `code · scale`.
 */
export interface NetworkPair {
  /** First to last; one layer is a linear model. */
  readonly teacher: readonly DenseLayer[];
  readonly student: readonly StudentLayer[];
}
