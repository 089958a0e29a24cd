/** A layer's bit-width in a trial: null is full precision. */
export interface TrialBits {
  readonly layer: string;
  readonly bits: number | null;
}
