import type { Allocation } from '@cfq/bit-allocation';

/** One schedule of a size curve. */
export interface SizePoint {
  readonly allocation: Allocation;
  /** Bits per weight. */
  readonly averageBits: number;
  /** Of the whole file. */
  readonly bytes: number;
  /**
   * What rounding is measured to cost, layer by layer, before training makes good what it can; null where nobody measured
   * it.
   */
  readonly predictedLoss: number | null;
}
