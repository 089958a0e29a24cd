import type { NDArray } from '@cfq/jit';
import { AllocationError } from '../allocation-error.ts';
import type { Allocation, LayerSize } from '../allocation.ts';
import { defaultCandidates } from '../allocation.ts';
import { knapsackAllocation } from '../allocators/knapsack-allocation.ts';
import { assertCandidates } from '../assert-candidates.ts';
import { assertLayers } from '../assert-layers.ts';
import { averageBits } from '../average-bits.ts';

/** Arguments of {@link hardenPolicy}. */
export interface HardenPolicyProblem {
  readonly layers: readonly LayerSize[];
  /** Learned logits, `[layers, candidates]`, finite. */
  readonly logits: NDArray;
  /** Most bits per weight. */
  readonly budgetBits: number;
  /** Permitted bit-widths, ascending; default [2, 3, 4, 8]. */
  readonly candidates?: readonly number[] | undefined;
}

/**
 * Log-probabilities of a policy, `[layer][candidate]`, `log softmax(logits)` in float64.
 *
 * @throws AllocationError when the logits are not a finite `[layers, candidates]` array.
 */
export function policyLogProbabilities(logits: NDArray): number[][] {
  const [layers, candidates] = logits.shape;
  const malformed = logits.shape.length !== 2 || layers === undefined || candidates === undefined;
  if (malformed || !Array.from(logits.data).every(Number.isFinite)) {
    throw new AllocationError(
      `policyLogProbabilities: logits must be finite with shape [layers, candidates] (got shape ` +
        `[${logits.shape.join(', ')}]). Look for a diverged training run.`,
    );
  }
  return Array.from({ length: layers }, (_, layer) => {
    const row = Array.from(logits.data.slice(layer * candidates, (layer + 1) * candidates));
    const highest = Math.max(...row);
    const logSum = highest + Math.log(row.reduce((sum, logit) => sum + Math.exp(logit - highest), 0));
    return row.map((logit) => logit - logSum);
  });
}

/**
 * One bit-width per layer from a learned policy, never above the budget.
 *
 * The most likely candidate of each layer where that fits (the lower of two equally likely); otherwise the
 * allocation within the budget that the policy finds most likely as a whole: the exact knapsack of
 * `−Σ_l log π_l(b_l)`.
 *
 * @throws AllocationError when the budget is below the smallest candidate or the shapes disagree.
 * @see CFQ §4.3.
 */
export function hardenPolicy(problem: HardenPolicyProblem): Allocation {
  const { layers, logits, budgetBits, candidates = defaultCandidates } = problem;
  assertLayers('hardenPolicy', layers);
  assertCandidates('hardenPolicy', candidates);
  if (logits.shape[0] !== layers.length || logits.shape[1] !== candidates.length) {
    throw new AllocationError(
      `hardenPolicy: logits must have a row per layer and a column per candidate (expected [${layers.length}, ` +
        `${candidates.length}], got [${logits.shape.join(', ')}]).`,
    );
  }
  const logProbabilities = policyLogProbabilities(logits);
  const mostLikely = layers.map(({ layer }, index) => {
    const row = logProbabilities[index]!;
    return { layer, bits: candidates[row.indexOf(Math.max(...row))]! };
  });
  if (averageBits(layers, mostLikely) <= budgetBits) return mostLikely;
  const loss = logProbabilities.map((row) => row.map((value) => -value));
  return knapsackAllocation({ layers, loss, budgetBits, candidates });
}
