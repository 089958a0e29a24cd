/**
 * Grid that the columns of a row are rounded to where products are integer: `clamp(round(x / scale) + zeroPoint, 0,
 * 2^bits − 1)`, ties to even, the division in float32.
 */
export interface InputGrid {
  /** Step size in units of the encoded columns: positive, finite and exactly a float32 number. */
  readonly scale: number;
  /** The code that stands for 0: a whole number from 0 to `2^bits − 1`. */
  readonly zeroPoint: number;
  /** Bit-width of the codes. With 16 the first product is done twice, for the high and the low byte. */
  readonly bits: 8 | 16;
}
