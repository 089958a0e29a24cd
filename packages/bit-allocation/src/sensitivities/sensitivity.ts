import type { LayerSize } from '../allocation.ts';

/** A layer's bit-width in a trial: null is full precision. */
export interface TrialBits {
  readonly layer: string;
  readonly bits: number | null;
}

/** What the model loses when one layer alone is quantized, for every layer and bit-width. */
export interface Sensitivity {
  readonly layers: readonly LayerSize[];
  /** Bit-widths, in the order of the columns. */
  readonly candidates: readonly number[];
  /** Mean loss of the full-precision model on the same rows. */
  readonly baseline: number;
  /** `rise[layer][candidate]`: mean loss with only that layer quantized, minus the baseline. May be negative. */
  readonly rise: readonly (readonly number[])[];
  /** Rows that the means are taken over. */
  readonly rows: number;
}
