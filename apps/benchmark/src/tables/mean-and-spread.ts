/** A quantity over seeds. */
export interface MeanAndSpread {
  /** Mean over the seeds where it is defined; NaN where there is none. */
  readonly mean: number;
  /** Sample standard deviation, n − 1 in the denominator; NaN below two seeds. */
  readonly sd: number;
  /** Seeds where it is defined. */
  readonly defined: number;
  /** All seeds. */
  readonly seeds: number;
}

/**
 * Mean and sample standard deviation of one quantity over seeds.
 *
 * @param values one entry a seed; null (or NaN) where undefined, left out and counted
 */
export function meanAndSpread(values: readonly (number | null)[]): MeanAndSpread {
  const defined = values.filter((value): value is number => value !== null && !Number.isNaN(value));
  const count = defined.length;
  const mean = defined.reduce((sum, value) => sum + value, 0) / count;
  const squares = defined.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    mean,
    sd: count < 2 ? NaN : Math.sqrt(squares / (count - 1)),
    defined: count,
    seeds: values.length,
  };
}
