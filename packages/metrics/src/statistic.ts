/** A number and how many observations it rests on. An undefined number is `NaN` and its count is 0. */
export interface Estimate {
  /** The aggregate; `NaN` where it is undefined (nothing to average over). */
  readonly value: number;
  /** The size of the denominator: instances, or points where the metric counts points. */
  readonly count: number;
}

/**
 * What every metric of this package returns: its estimate, and the means to compute it again on a
 * reweighted or smaller set of the same rows. Intervals, paired comparisons and subgroups need nothing
 * else, so each works with each metric.
 */
export interface Statistic extends Estimate {
  /** Number of rows (instances) of the arrays the metric was given, counted in the metric or not. */
  readonly rows: number;
  /**
   * The estimate when row `i` occurs `weights[i]` times.
   *
   * @param weights `[rows]`, whole numbers ≥ 0.
   */
  readonly evaluate: (weights: Int32Array) => Estimate;
  /**
   * The same statistic on some of the rows.
   *
   * @param indices row numbers in `0 … rows − 1`, in the wanted order; repeats count repeatedly.
   */
  readonly take: (indices: Int32Array) => Statistic;
}

/** The estimate of nothing. */
export const undefinedEstimate: Estimate = { value: Number.NaN, count: 0 };
