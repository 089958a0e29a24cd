import { policyLogProbabilities, type LayerSize } from '@cfq/bit-allocation';
import type { NDArray } from '@cfq/jit';

/** By how much the multiplier of the budget rises per epoch and bit above it. */
const multiplierStep = 0.05;

/** Probabilities of a policy [layer][candidate]. */
export function policyProbabilities(logits: NDArray): number[][] {
  return policyLogProbabilities(logits).map((row) => row.map(Math.exp));
}

/** Expected bits per weight of a policy. */
export function policyAverageBits(
  layers: readonly LayerSize[],
  candidates: readonly number[],
  logits: NDArray,
): number {
  const total = layers.reduce((sum, { parameters }) => sum + parameters, 0);
  const probabilities = policyProbabilities(logits);
  return layers.reduce((sum, { parameters }, layer) => {
    const bits = candidates.reduce(
      (expected, width, r) => expected + width * (probabilities[layer]?.[r] ?? 0),
      0,
    );
    return sum + (parameters / total) * bits;
  }, 0);
}

/**
 * The weight `λ` of the bit cost for the next epoch, by dual ascent: it rises while the policy expects more bits than
 * the budget and falls, never below 0, while it expects fewer. The paper scans `λ` over a grid and keeps a run that
 * meets the budget; this finds such a `λ` within one run.
 */
export function nextMultiplier(multiplier: number, expectedBits: number, budgetBits: number): number {
  return Math.max(0, multiplier + multiplierStep * (expectedBits - budgetBits));
}
