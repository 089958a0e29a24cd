import type { IntegerGrid } from '../building-blocks/integer-grid.ts';

/** A range of real values to be covered by a grid, `low ≤ high`. */
export interface ObservedRange {
  readonly low: number;
  readonly high: number;
}

/** A grid's place on the real line: `x ≈ (q − zeroPoint) · scale`. */
export interface FittedGrid {
  /** Positive float32. */
  readonly scale: number;
  /** A code of the grid. */
  readonly zeroPoint: number;
}

/** How a quantizer turns a range into scale and zero point; observers that measure error need to know. */
export interface FittingScheme {
  readonly grid: IntegerGrid;
  /** Scale and zero point for a range. Degenerate ranges must still give a positive scale. */
  fit(range: ObservedRange): FittedGrid;
}

/** Names of the observers in the catalogue `observers`. */
export type ObserverName = 'min-max' | 'percentile' | 'mse' | 'kl' | 'aciq';

/** Chooses the range that post-training quantization covers, from the values of one channel. */
export interface Observer {
  /** Key in the catalogue, kebab-case. */
  readonly name: string;
  /** One line: which range it chooses. */
  readonly description: string;
  /**
   * @param values finite, at least one.
   * @param scheme what the range will be used for.
   * @param percentile share of values kept at each tail, for the percentile observer.
   */
  observe(values: Float32Array, scheme: FittingScheme, percentile: number): ObservedRange;
}
