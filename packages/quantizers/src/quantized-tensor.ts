/** What every form of codes has. */
interface Codes {
  /** Integer codes, row-major, one an element. */
  readonly codes: Int32Array;
  readonly shape: readonly number[];
  /** Bit-width, 1 to 8: at most `2^bits` different codes occur per channel. */
  readonly bits: number;
  /** Positive float32 factors: one, or one a channel along `axis`. */
  readonly scale: Float32Array;
  /** The channel axis, or null where one scale serves the whole tensor. */
  readonly axis: number | null;
}

/** Codes on a uniform grid: a code `q` stands for `(q − zeroPoint) · scale`, one float32 product. */
export interface AffineTensor extends Codes {
  readonly kind: 'affine';
  /** Whether the codes belong to `int<bits>` (true) or `uint<bits>` (false). */
  readonly signed: boolean;
  /** The code that stands for the real number 0; as many as `scale`, all 0 where the quantizer is symmetric. */
  readonly zeroPoint: Int32Array;
  /**
   * Bit-width of each channel's codes, as many as `scale`; `bits` is then the widest. Left out where all channels have `bits`.
   */
  readonly channelBits?: readonly number[];
}

/**
 * Codes that name one of a list of levels: a code `q` stands for `codebook[q] · scale`, one float32 product. For levels
 * that are not evenly spaced, or not around a whole zero point.
 */
export interface CodebookTensor extends Codes {
  readonly kind: 'codebook';
  /** The levels, finite float32 numbers, at most `2^bits`; codes are indices into it. */
  readonly codebook: Float32Array;
}

/** Integer codes with all that is needed to read them; what a packer stores. */
export type QuantizedTensor = AffineTensor | CodebookTensor;
