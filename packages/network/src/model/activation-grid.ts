/**
 * Unsigned grid that a rectified output is rounded to: `clamp(round(h / scale), 0, 2^bits − 1) · scale`, ties to even,
 * every operation in float32.
 */
export interface ActivationGrid {
  /** Step size: positive, finite and exactly a float32 number. */
  readonly scale: number;
  /**
   * Bit-width, 1 to 16. Above that no ONNX type holds the codes; up to it every code and its product with the scale is
   * as exact as float32 is.
   */
  readonly bits: number;
}
