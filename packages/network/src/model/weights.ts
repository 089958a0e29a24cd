import type { NDArray } from '@cfq/jit';

/** Weights as real numbers. */
export interface FloatWeights {
  readonly kind: 'float';
  /** Finite float32 numbers. */
  readonly values: NDArray;
}

/** Weights as integer codes on uniform grids: `(code − zeroPoint) · scale`, one float32 product a weight. */
export interface AffineWeights {
  readonly kind: 'affine';
  /** Row-major, one a weight; within `bits` bits, signed or unsigned. */
  readonly codes: Int32Array;
  readonly shape: readonly number[];
  /** Bit-width of the codes, 1 to 16. */
  readonly bits: number;
  /** Whether the codes belong to `int<bits>` (true) or `uint<bits>` (false). */
  readonly signed: boolean;
  /** Positive float32 step sizes: one, or one a channel along `axis`. */
  readonly scale: Float32Array;
  /** The code that stands for 0; as many as `scale`. */
  readonly zeroPoint: Int32Array;
  /** The channel axis, or null where one scale serves all weights. */
  readonly axis: number | null;
  /**
   * Bit-width of each channel's codes, as many as `scale`, whole numbers from 1 to `bits`; left out where every channel
   * has `bits`.
   */
  readonly channelBits?: readonly number[];
}

/** Weights as places in a list of levels: `codebook[code] · scale`, one float32 product a weight. */
export interface CodebookWeights {
  readonly kind: 'codebook';
  /** Row-major, one a weight; each the index of a level. */
  readonly codes: Int32Array;
  readonly shape: readonly number[];
  /** Bit-width of the codes, 1 to 16: at most `2^bits` levels. */
  readonly bits: number;
  /** The levels, finite float32 numbers in any order. */
  readonly codebook: Float32Array;
  /** Positive float32 factors: one, or one a channel along `axis`. */
  readonly scale: Float32Array;
  /** The channel axis, or null where one factor serves all weights. */
  readonly axis: number | null;
}

/** The weights of a layer, in one of the forms that a model is stored in. */
export type Weights = FloatWeights | AffineWeights | CodebookWeights;
