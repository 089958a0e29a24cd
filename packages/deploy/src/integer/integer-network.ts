import type { ColumnGrid } from '@cfq/network';
import type { InputGrid } from '../exporting/input-grid.ts';

/**
 * How 32-bit sums become codes of the next layer: `min((max(sum, 0) · multiplier + 2^(shift − 1)) >> shift, highest)`, in
 * whole numbers of 64 bits. Sums are not negative when they are rounded, so that halves are rounded up.
 */
export interface Requantization {
  /** One an output, 0 to 2^31 − 1, and from 2^30 where the ratio is not below 2^-31. */
  readonly multiplier: Int32Array;
  /** One an output, from 17 to 62; `multiplier / 2^shift` is the ratio of the scale of the sums to that of the codes. */
  readonly shift: Int32Array;
  /** Largest code: `2^bits − 1`. */
  readonly highest: number;
}

/** A dense layer in whole numbers. */
export interface IntegerLayer {
  readonly name: string;
  /** Bit-width of the codes, 1 to 8. */
  readonly bits: number;
  /** Bit-width of each output's codes, at most `bits`; left out where all have `bits`. */
  readonly channelBits?: readonly number[];
  readonly inputs: number;
  readonly outputs: number;
  /** Unsigned codes, row-major [inputs, outputs], 0 to `2^bits − 1`. */
  readonly codes: Uint8Array;
  /** The code that stands for 0: one, or one an output; 0 to 255. */
  readonly zeroPoint: Uint8Array;
  /** Added to the sum of products: the bias in the scale of the sums, less what the zero point of the inputs adds. */
  readonly bias: Int32Array;
  /** Null behind the last layer, whose sums are the logits. */
  readonly requantization: Requantization | null;
}

/**
 * A network whose products, sums and hidden outputs are whole numbers, as plain data. Rows are rounded to codes, each
 * layer adds `Σ input code · (weight code − zero point) + bias` in 32 bits, and logits are the last sums times a scale.
 *
 * @see B. Jacob et al., Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference,
 *   CVPR 2018, section 2.
 */
export interface IntegerNetwork {
  /** What the network itself rounds columns to before that; null where it does not, or where that is `input`. */
  readonly columns: ColumnGrid | null;
  /** What rows are rounded to. */
  readonly input: InputGrid;
  /** Input side first. */
  readonly layers: readonly IntegerLayer[];
  /** What a step of the last sums is worth in logits: one, or one a class; float32. */
  readonly logitScale: Float32Array;
}
