/**
 * A decision boundary over raw feature values, plain data:
 * `score = bias + Σ linear_j v_j + Σ quadratic_j v_j² + Σ levels_j[level]`; favourable where `score ≥ 0`.
 * `v_j` is the raw value of a numeric feature, the level's number (0, 1, …) of an ordinal one.
 */
export interface Boundary {
  readonly bias: number;
  readonly linear: Readonly<Record<string, number>>;
  readonly quadratic: Readonly<Record<string, number>>;
  readonly levels: Readonly<Record<string, Readonly<Record<string, number>>>>;
}
