import type { NDArray } from '@cfq/jit';
import { referenceLogits, type Network } from '@cfq/network';

/** How a network answers, held against its file. */
export interface NetworkComparison {
  /** Largest difference of margins, in logits, where the file tells them apart; 0 of labels. */
  readonly difference: number;
  /** Whether it is no more than rounding. */
  readonly agrees: boolean;
  readonly rows: number;
}

/** Part of the size of margins by which engines differ that round in float32. */
const noise = 1e-4;

/** Beyond this margin probabilities in float32 no longer tell how large it is. */
const saturated = 8;

/** Share of rows that may lie on another step of a grid, where engines round a tie otherwise. */
const ties = 0.05;

/**
 * Holds the margins of a network against those of the file it was read from.
 *
 * @param asked Margins of the file at the same rows.
 * @param reads What these were computed from: probabilities say little of large margins, labels only which class.
 */
export function compareWithFile(
  network: Network,
  x: NDArray,
  asked: Float32Array,
  reads: 'margins' | 'probabilities' | 'labels',
): NetworkComparison {
  const { data } = referenceLogits(network, x);
  const margins = Float32Array.from(asked, (_, row) => data[2 * row + 1]! - data[2 * row]!);
  const size = margins.reduce((most, margin) => Math.max(most, Math.abs(margin)), 1);
  const limit = noise * size;
  const differences = Array.from(asked, (own, row) => {
    const margin = margins[row]!;
    if (reads === 'labels') return own > 0 === margin > 0 || Math.abs(margin) < limit ? 0 : Math.abs(margin);
    const isSaturated = reads === 'probabilities' && Math.min(Math.abs(own), Math.abs(margin)) > saturated;
    if (isSaturated) return own > 0 === margin > 0 ? 0 : Math.abs(own - margin);
    return Math.abs(own - margin);
  });
  const beyond = differences.filter((one) => !(one <= limit)).length;
  const hasGrids = network.layers.some(({ grid }) => grid !== null);
  return {
    difference: differences.reduce((most, one) => Math.max(most, one), 0),
    agrees: beyond <= (hasGrids ? ties * asked.length : 0),
    rows: asked.length,
  };
}
