import { knapsackAllocation, uniformAllocation, type Allocation, type LayerSize } from '@cfq/bit-allocation';

/** What {@link proposeAllocations} decides on. */
export interface ProposeAllocationsProblem {
  readonly layers: readonly LayerSize[];
  readonly candidates: readonly number[];
  readonly budgetBits: number;
  /** `loss[layer][candidate]`, as measured. */
  readonly loss: readonly (readonly number[])[];
}

/**
 * Allocations worth trying by a table of measured losses: the optimum within the budget by the exact knapsack, and beside it
 * the optimum without the narrowest candidate and the uniform allocation; each at most once, the optimum first.
 *
 * What is measured is a layer as rounded, before training makes good what it can, and training makes good least at the
 * narrowest width.
 *
 * @throws AllocationError when the budget is below the smallest candidate.
 */
export function proposeAllocations({
  layers,
  candidates,
  budgetBits,
  loss,
}: ProposeAllocationsProblem): readonly Allocation[] {
  const optimum = (from: number): Allocation =>
    knapsackAllocation({
      layers,
      candidates: candidates.slice(from),
      loss: loss.map((row) => row.slice(from)),
      budgetBits,
    });
  const [, second = Infinity] = candidates;
  const all = [
    optimum(0),
    ...(budgetBits >= second ? [optimum(1)] : []),
    uniformAllocation({ layers, candidates, budgetBits }),
  ];
  const widths = all.map((allocation) => allocation.map(({ bits }) => bits).join(','));
  return all.filter((_, index) => widths.indexOf(widths[index]!) === index);
}
