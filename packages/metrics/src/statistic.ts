/** A number and how many observations it rests on. An undefined number is `NaN` and its count is 0. */
export interface Estimate {
  /** The aggregate; `NaN` where it is undefined (nothing to average over). */
  readonly value: number;
  /** The size of the denominator: instances, or points where the metric counts points. */
  readonly count: number;
}

/**
 * What every metric of this package returns: its estimate, and the means to compute it again on any of the
 * same rows. Intervals, paired comparisons and subgroups need nothing else, so each works with each metric.
 */
export interface Statistic extends Estimate {
  /** Number of rows (instances) of the arrays the metric was given, counted in the metric or not. */
  readonly rows: number;
  /**
   * The estimate on some of the rows.
   *
   * @param indices whole numbers in `0 … rows − 1`; a row that occurs twice counts twice.
   */
  readonly over: (indices: Int32Array) => Estimate;
}

/** A statistic from its number of rows and the way to evaluate it. */
export function statistic(rows: number, over: Statistic['over']): Statistic {
  return { ...over(Int32Array.from({ length: rows }, (_, row) => row)), rows, over };
}

/** An estimate, or the undefined one where nothing is counted or a part of it is undefined. */
export function estimateOf(value: number, count: number): Estimate {
  return count > 0 && !Number.isNaN(value) ? { value, count } : { value: Number.NaN, count: 0 };
}
