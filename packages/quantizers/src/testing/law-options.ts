/** What a law may vary. */
export interface LawOptions {
  /** Bit-widths to check; default all that the quantizer has. Fewer make it faster: `[2, 4, 8]` takes a third of the time. */
  readonly bits?: readonly number[] | undefined;
  /** Seed of the random tensors; default 0. */
  readonly seed?: number | undefined;
}
