/** A layer whose weights are quantized, and how many there are. */
export interface LayerSize {
  /** Unique within the model. */
  readonly layer: string;
  /** Number of quantized weights; a positive whole number. */
  readonly parameters: number;
}

/** The bit-width chosen for one layer. */
export interface LayerBits {
  readonly layer: string;
  /** A positive whole number. */
  readonly bits: number;
}

/** A bit-width for every layer, in the order of the layers. */
export type Allocation = readonly LayerBits[];

/** The bit-widths that CFQ §4.3 chooses from. */
export const defaultCandidates: readonly number[] = [2, 3, 4, 8];

/** Every whole width from 2 to 8 bits: what one width everywhere may be, which takes no search. */
export const everyWidth: readonly number[] = [2, 3, 4, 5, 6, 7, 8];
