import {
  uniformAllocation,
  type Allocation,
  type AllocationProblems,
  type AllocatorOf,
} from '@cfq/bit-allocation';

/**
 * Allocations worth trying by a table of measured losses: what the allocator chooses within the budget, and beside it what it
 * chooses without the narrowest candidate and the uniform allocation; each at most once, the first first.
 *
 * What is measured is a layer as rounded, before training makes good what it can, and training makes good least at the
 * narrowest width.
 *
 * @throws AllocationError when the budget is below the smallest candidate.
 */
export function proposeAllocations(
  allocator: AllocatorOf<'losses'>,
  {
    layers,
    candidates,
    budgetBits,
    loss,
    limit,
  }: AllocationProblems['losses'] & { readonly candidates: readonly number[] },
): readonly Allocation[] {
  const chosen = (from: number): Allocation =>
    allocator.allocate({
      layers,
      candidates: candidates.slice(from),
      loss: loss.map((row) => row.slice(from)),
      budgetBits,
      limit: limit && { ...limit, cost: limit.cost.map((row) => row.slice(from)) },
    });
  const [, second = Infinity] = candidates;
  const all = [
    chosen(0),
    ...(budgetBits >= second ? [chosen(1)] : []),
    uniformAllocation({ layers, candidates, budgetBits, limit }),
  ];
  const widths = all.map((allocation) => allocation.map(({ bits }) => bits).join(','));
  return all.filter((_, index) => widths.indexOf(widths[index]!) === index);
}
