/**
 * Grid that the sums of a layer are rounded to on their way to its activation:
 * `clamp(round((h + bias) / scale), lowest, highest) · scale`, ties to even, every operation in float32.
 */
export interface SumGrid {
  /** Step size: positive, finite and exactly a float32 number. */
  readonly scale: number;
  /** Least step, a whole number up to 0. */
  readonly lowest: number;
  /** Largest step, a whole number from 0 and above `lowest`; at most `2^16 − 1` steps apart. */
  readonly highest: number;
  /** `[outputs]`, finite: what is added before rounding. The bias of the layer itself is added behind all grids. */
  readonly bias: Float32Array;
}
