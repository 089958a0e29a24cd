import { AllocationError } from '../allocation-error.ts';
import type { Allocation } from '../allocation.ts';
import { defaultCandidates } from '../allocation.ts';
import { resourceOf } from '../costs/resource-of.ts';
import type { BudgetProblem } from './budget-problem.ts';
import { undominatedChoices, type Choice } from './choices.ts';

/** Arguments of {@link greedyAllocation}. */
export interface GreedyProblem extends BudgetProblem {
  /** `loss[layer][candidate]`: what the model loses with that layer at that bit-width; `Infinity` forbids it. */
  readonly loss: readonly (readonly number[])[];
}

/** A wider choice for a layer. */
interface Upgrade {
  readonly layer: number;
  readonly choice: number;
  /** Fall of the loss per extra bit, or unit of another cost. */
  readonly gain: number;
}

/**
 * An allocation within the budget, found greedily: every layer starts at its narrowest width; then, as long as one
 * fits, the widening with the largest fall of the loss per bit of storage is taken. Of equal gains, the earlier layer and
 * the narrower width. Widenings that do not lower the loss are never taken.
 *
 * Where losses are convex in the bits (gains fall), it is the optimum as long as no widening of larger gain had to be passed
 * over because it did not fit: at any budget if a step costs every layer the same. Otherwise it can miss the optimum,
 * which `knapsackAllocation` finds: prefer that. This is here because published methods allocate this way.
 *
 * @returns a bit-width per layer, in the order of `layers`; its average never exceeds `budgetBits`.
 * @throws AllocationError when the budget is below the smallest candidate, or cannot be met with the forbidden choices, when
 *   shapes disagree or a loss is NaN.
 * @see Fox 1966, "Discrete optimization via marginal analysis", for the optimality of marginal allocation; CFQ §5 (CF-PTQ
 *   with sensitivity).
 */
export function greedyAllocation(problem: GreedyProblem): Allocation {
  const { layers, loss, limit, candidates = defaultCandidates } = problem;
  const choices = undominatedChoices('greedyAllocation', { layers, candidates, loss, cost: limit?.cost });
  const { capacity, text } = resourceOf('greedyAllocation', problem);
  const chosen = choices.map(() => 0);
  let left = capacity - choices.reduce((sum, [cheapest]) => sum + cheapest!.cost, 0);
  if (left < 0) {
    throw new AllocationError(
      `greedyAllocation: no permitted choice meets the budget of ${text}. Raise the budget ` +
        'or permit narrower candidates.',
    );
  }
  for (;;) {
    const best = bestUpgrade(choices, chosen, left);
    if (best === null) break;
    left -= choices[best.layer]![best.choice]!.cost - choices[best.layer]![chosen[best.layer]!]!.cost;
    chosen[best.layer] = best.choice;
  }
  return layers.map(({ layer }, index) => ({
    layer,
    bits: candidates[choices[index]![chosen[index]!]!.candidate]!,
  }));
}

/** The widening of largest gain that fits into what is left, or null. */
function bestUpgrade(
  choices: readonly (readonly Choice[])[],
  chosen: readonly number[],
  left: number,
): Upgrade | null {
  let best: Upgrade | null = null;
  for (const [layer, own] of choices.entries()) {
    const current = own[chosen[layer]!]!;
    for (let choice = chosen[layer]! + 1; choice < own.length; choice += 1) {
      const { cost, loss } = own[choice]!;
      if (cost - current.cost > left) break;
      const gain = (current.loss - loss) / (cost - current.cost);
      if (best === null || gain > best.gain) best = { layer, choice, gain };
    }
  }
  return best;
}
