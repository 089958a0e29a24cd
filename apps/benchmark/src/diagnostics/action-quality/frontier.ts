import type { NDArray } from '@cfq/jit';

/** What a person gets for more and more: the cheapest actions at ascending margins. Plain data. */
export interface Frontier {
  /** One entry a margin of {@link frontierMargins}. */
  readonly byMargin: readonly {
    readonly delta: NDArray;
    readonly cost: Float32Array;
    readonly valid: Uint8Array;
  }[];
}

/** Margins, in logits, at which the cheapest actions are known: what a price buys lies between two of them. */
export const frontierMargins: readonly number[] = [
  0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.3, 1.6, 2, 2.6, 3.2,
];
