import {
  averageBits,
  hardenPolicy,
  policyLogProbabilities,
  type Allocation,
  type LayerSize,
} from '@cfq/bit-allocation';
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

/**
 * The allocation a policy has arrived at, never above the budget, with what is left of the budget spent: as long as some
 * layer's next width fits, the one that the policy finds likeliest is raised. Methods are compared at equal average
 * bits, and a policy whose loss hardly tells three bits from eight stops well below.
 *
 * @throws AllocationError when the budget is below the smallest candidate.
 */
export function hardenAndSpend(
  layers: readonly LayerSize[],
  candidates: readonly number[],
  logits: NDArray,
  budgetBits: number,
): Allocation {
  const likelihood = policyLogProbabilities(logits);
  let allocation = hardenPolicy({ layers, logits, budgetBits, candidates });
  for (;;) {
    const raised = allocation.flatMap(({ layer, bits }, index) => {
      const next = candidates[candidates.indexOf(bits) + 1];
      if (next === undefined) return [];
      const wider = allocation.map((entry) => (entry.layer === layer ? { layer, bits: next } : entry));
      if (averageBits(layers, wider) > budgetBits) return [];
      return [{ wider, likelihood: likelihood[index]![candidates.indexOf(next)]! }];
    });
    const [first, ...others] = raised;
    if (first === undefined) return allocation;
    allocation = others.reduce(
      (best, option) => (option.likelihood > best.likelihood ? option : best),
      first,
    ).wider;
  }
}
