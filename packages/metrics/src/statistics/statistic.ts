/** A number and how many observations it rests on. An undefined number is `NaN` and its count is 0. */
export interface Estimate {
  /** The aggregate; `NaN` where it is undefined (nothing to average over). */
  readonly value: number;
  /** The size of the denominator: instances, or points where the metric counts points. */
  readonly count: number;
}

/** Some of the rows, one or several times each: all that a statistic may know of them. */
export interface Sample {
  /** `[rows]` how often each row occurs. */
  readonly counts: Float64Array;
  /** `Σ counts × column` over the rows. */
  readonly sum: (column: Float64Array) => number;
}

/** What is known of a mean of bounded values besides its own value. */
export interface BoundedMean {
  /** Between which the value of a single row lies: 0 and 1 for a share. */
  readonly bounds: readonly [least: number, largest: number];
  /**
   * Where all rows that count have one value: that value, and how many rows they are, however many observations each
   * of them brings. Undefined where they differ or none counts.
   */
  readonly common: (sample: Sample) => { readonly value: number; readonly people: number } | undefined;
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
  /** The same, on rows that are counted already. */
  readonly evaluate: (sample: Sample) => Estimate;
  /** Of means of bounded values, such as shares: what an exact interval rests on where nobody differs. */
  readonly bounded?: BoundedMean | undefined;
}

function weightedSample(counts: Float64Array): Sample {
  return { counts, sum: (column) => column.reduce((total, value, row) => total + value * counts[row]!, 0) };
}

/** Every row once. */
export function wholeSample(rows: number): Sample {
  return weightedSample(new Float64Array(rows).fill(1));
}

/** A statistic from its number of rows and the way to evaluate it. */
export function statistic(rows: number, evaluate: Statistic['evaluate'], bounded?: BoundedMean): Statistic {
  const over = (indices: Int32Array) => evaluate(weightedSample(countRows(new Float64Array(rows), indices)));
  return { ...evaluate(wholeSample(rows)), rows, over, evaluate, bounded };
}

/** Adds to each row's count how often it occurs among the indices. */
export function countRows(counts: Float64Array, indices: Int32Array): Float64Array {
  for (let index = 0; index < indices.length; index += 1) counts[indices[index]!]! += 1;
  return counts;
}

/** An estimate, or the undefined one where nothing is counted or a part of it is undefined. */
export function estimateOf(value: number, count: number): Estimate {
  return count > 0 && !Number.isNaN(value) ? { value, count } : { value: NaN, count: 0 };
}
