import type { Allocation, LayerSize } from '../allocation.ts';
import { defaultCandidates } from '../allocation.ts';
import { assertCandidates } from '../assert-candidates.ts';
import { assertLayers } from '../assert-layers.ts';
import { assertBudgetPossible } from '../budget.ts';

/** Arguments of {@link uniformAllocation}. */
export interface UniformAllocationProblem {
  readonly layers: readonly LayerSize[];
  /** Most bits per weight. */
  readonly budgetBits: number;
  /** Permitted bit-widths, ascending; default [2, 3, 4, 8]. */
  readonly candidates?: readonly number[] | undefined;
}

/**
 * The same bit-width everywhere: the largest candidate that the budget allows.
 *
 * @throws AllocationError when even the smallest candidate exceeds the budget.
 */
export function uniformAllocation({
  layers,
  budgetBits,
  candidates = defaultCandidates,
}: UniformAllocationProblem): Allocation {
  assertLayers('uniformAllocation', layers);
  assertCandidates('uniformAllocation', candidates);
  assertBudgetPossible('uniformAllocation', candidates, budgetBits);
  const bits = Math.max(...candidates.filter((candidate) => candidate <= budgetBits));
  return layers.map(({ layer }) => ({ layer, bits }));
}
