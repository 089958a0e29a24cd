import { AllocationError } from './allocation-error.ts';
import type { Allocation, LayerSize } from './allocation.ts';
import { averageBits } from './average-bits.ts';

/**
 * The largest total of bits whose average does not exceed the budget: the greatest integer `T` with
 * `T / Σ n_l ≤ budgetBits` in float64, so that it agrees with `averageBits` to the last bit.
 *
 * @throws AllocationError when the budget is not a positive finite number.
 */
export function budgetCapacity(layers: readonly LayerSize[], budgetBits: number): number {
  if (!(Number.isFinite(budgetBits) && budgetBits > 0)) {
    throw new AllocationError(
      `budgetCapacity: the budget must be a positive number of bits per weight (got ${budgetBits}).`,
    );
  }
  const weights = layers.reduce((sum, { parameters }) => sum + parameters, 0);
  let capacity = Math.floor(budgetBits * weights);
  while (capacity / weights > budgetBits) capacity -= 1;
  while ((capacity + 1) / weights <= budgetBits) capacity += 1;
  return capacity;
}

/**
 * Refuses a budget that no choice of candidates can meet.
 *
 * @throws AllocationError when the budget is below the smallest candidate.
 */
export function assertBudgetPossible(
  caller: string,
  candidates: readonly number[],
  budgetBits: number,
): void {
  const smallest = Math.min(...candidates);
  if (budgetBits >= smallest) return;
  throw new AllocationError(
    `${caller}: the budget is impossible (expected at least the smallest candidate, ${smallest} bits, got ` +
      `${budgetBits}). Raise the budget or add a smaller candidate.`,
  );
}

/**
 * Refuses an allocation whose average exceeds the budget. No tolerance.
 *
 * @throws AllocationError with both averages.
 */
export function assertWithinBudget(
  layers: readonly LayerSize[],
  allocation: Allocation,
  budgetBits: number,
): void {
  const average = averageBits(layers, allocation);
  if (average <= budgetBits) return;
  throw new AllocationError(
    `assertWithinBudget: the allocation exceeds its budget (expected at most ${budgetBits} bits per weight on ` +
      `average, got ${average}). Allocate again with a knapsack.`,
  );
}
