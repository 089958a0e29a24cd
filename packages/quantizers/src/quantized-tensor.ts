/** Integer codes with all that is needed to read them; what a packer stores. */
export interface QuantizedTensor {
  /** Integer codes, row-major, one an element. */
  readonly codes: Int32Array;
  readonly shape: readonly number[];
  /** Bit-width, 2 to 8: at most `2^bits` different codes occur per channel. */
  readonly bits: number;
  /** Whether the codes belong to `int<bits>` (true) or `uint<bits>` (false). */
  readonly signed: boolean;
  /** Positive float32 step sizes: one, or one a channel along `axis`. */
  readonly scale: Float32Array;
  /** The code that stands for the real number 0; as many as `scale`, all 0 where the quantizer is symmetric. */
  readonly zeroPoint: Int32Array;
  /** The channel axis, or null where one scale serves the whole tensor. */
  readonly axis: number | null;
}
