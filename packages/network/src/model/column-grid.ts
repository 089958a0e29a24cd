/**
 * Grid that the columns of a row are rounded to before a network reads them, column by column:
 * `clamp(round((x − offset) / scale), lowest, highest) · scale + offset`, ties to even, every operation in float32.
 *
 * One step and one offset serve all columns, or each has its own. With an offset of 0 and codes counted from a zero
 * point it is what `QuantizeLinear` and `DequantizeLinear` do: `lowest` is the least code less the zero point.
 */
export interface ColumnGrid {
  /** Step sizes: one, or one a column; finite float32 numbers other than 0. */
  readonly scale: Float32Array;
  /** Where step 0 lies, as many as `scale`; finite. */
  readonly offset: Float32Array;
  /** Least step, a whole number up to 0. */
  readonly lowest: number;
  /** Largest step, a whole number from 0 and above `lowest`; at most `2^16 − 1` steps apart. */
  readonly highest: number;
}
