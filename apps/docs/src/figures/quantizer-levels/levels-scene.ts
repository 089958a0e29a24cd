/** A level that occurs, and the share of the values that are rounded to it. */
export interface Level {
  readonly value: number;
  readonly share: number;
}

/** What a quantizer makes of a tensor, ready to be drawn. */
export interface LevelsScene {
  readonly quantizer: string;
  /** What the values are, in a few words. */
  readonly of: string;
  readonly histogram: { readonly low: number; readonly high: number; readonly counts: readonly number[] };
  /** A row a bit-width. */
  readonly widths: readonly { readonly bits: number; readonly levels: readonly Level[] }[];
}
