import { AllocationError } from '../allocation-error.ts';
import type { Allocation } from '../allocation.ts';
import { defaultCandidates } from '../allocation.ts';
import { assertCandidates } from '../assert-candidates.ts';
import { assertLayers } from '../assert-layers.ts';
import { resourceOf } from '../costs/resource-of.ts';
import type { BudgetProblem } from './budget-problem.ts';

/**
 * The same bit-width everywhere: the largest candidate that the budget, or the limit in its place, allows.
 *
 * @throws AllocationError when no candidate fits.
 */
export function uniformAllocation(problem: BudgetProblem): Allocation {
  const { layers, budgetBits, candidates = defaultCandidates, limit } = problem;
  assertLayers('uniformAllocation', layers);
  assertCandidates('uniformAllocation', candidates);
  const { cost, capacity, text } = resourceOf('uniformAllocation', problem);
  const fits = (candidate: number, index: number): boolean =>
    limit === undefined
      ? candidate <= budgetBits
      : cost.reduce((sum, row) => sum + row[index]!, 0) <= capacity;
  const bits = Math.max(...candidates.filter(fits));
  if (bits === -Infinity) {
    throw new AllocationError(
      `uniformAllocation: no width fits everywhere within ${text} (expected one of ${candidates.join(', ')}). Raise the limit.`,
    );
  }
  return layers.map(({ layer }) => ({ layer, bits }));
}
