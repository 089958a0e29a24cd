import { AllocationError } from '../allocation-error.ts';
import { defaultCandidates, type LayerSize } from '../allocation.ts';
import { assertBudgetPossible, budgetCapacity } from '../budget.ts';
import { assertCosts, type CostLimit } from './cost-limit.ts';
import { weightBits } from './weight-bits.ts';

/** What choices take of, and how much of it there is. */
export interface Resource {
  readonly cost: readonly (readonly number[])[];
  readonly capacity: number;
  /** For messages: `4 bits per weight`, `9000 bytes`. */
  readonly text: string;
}

/** A budget of bits, or a limit of another cost in its place. */
export interface ResourceProblem {
  readonly layers: readonly LayerSize[];
  readonly budgetBits: number;
  readonly candidates?: readonly number[] | undefined;
  readonly limit?: CostLimit | undefined;
}

/**
 * What a problem may spend: bits, or what its limit counts.
 *
 * @throws AllocationError for a budget below the smallest candidate, a malformed table of costs, and a limit that is no number.
 */
export function resourceOf(
  caller: string,
  { layers, budgetBits, candidates = defaultCandidates, limit }: ResourceProblem,
): Resource {
  if (limit === undefined) {
    assertBudgetPossible(caller, candidates, budgetBits);
    const { cost } = weightBits(layers, candidates);
    return { cost, capacity: budgetCapacity(layers, budgetBits), text: `${budgetBits} bits per weight` };
  }
  const { cost, most, unit } = limit;
  assertCosts(caller, { layers, candidates }, cost);
  if (!(most >= 0)) {
    throw new AllocationError(`${caller}: a limit is a number from 0 (got ${most} ${unit}). Pass a total.`);
  }
  const least = cost.reduce((sum, row) => sum + Math.min(...row), 0);
  if (least > most) {
    throw new AllocationError(
      `${caller}: the budget is impossible (expected at least ${least} ${unit}, the least that the layers cost, got ${most}). ` +
        'Raise the limit or add a cheaper candidate.',
    );
  }
  return { cost, capacity: most, text: `${most} ${unit}` };
}
