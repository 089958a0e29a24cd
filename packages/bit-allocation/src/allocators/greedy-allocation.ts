import { AllocationError } from '../allocation-error.ts';
import type { Allocation, LayerSize } from '../allocation.ts';
import { defaultCandidates } from '../allocation.ts';
import { assertBudgetPossible, budgetCapacity } from '../budget.ts';
import { undominatedChoices, type Choice } from './choices.ts';

/** Arguments of {@link greedyAllocation}. */
export interface GreedyProblem {
  readonly layers: readonly LayerSize[];
  /** `loss[layer][candidate]`: what the model loses with that layer at that bit-width; `Infinity` forbids it. */
  readonly loss: readonly (readonly number[])[];
  /** Most bits per weight, on average over all weights. */
  readonly budgetBits: number;
  /** Permitted bit-widths, ascending; default [2, 3, 4, 8]. */
  readonly candidates?: readonly number[] | undefined;
}

/** A wider choice for a layer. */
interface Upgrade {
  readonly layer: number;
  readonly choice: number;
  /** Fall of the loss per extra bit of storage. */
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
  const { layers, loss, budgetBits, candidates = defaultCandidates } = problem;
  const choices = undominatedChoices('greedyAllocation', { layers, candidates, loss });
  assertBudgetPossible('greedyAllocation', candidates, budgetBits);
  const chosen = choices.map(() => 0);
  let left =
    budgetCapacity(layers, budgetBits) - choices.reduce((sum, [narrowest]) => sum + narrowest!.bits, 0);
  if (left < 0) {
    throw new AllocationError(
      `greedyAllocation: no permitted choice meets the budget of ${budgetBits} bits per weight. Raise the budget ` +
        'or permit narrower candidates.',
    );
  }
  for (;;) {
    const best = bestUpgrade(choices, chosen, left);
    if (best === null) break;
    left -= choices[best.layer]![best.choice]!.bits - choices[best.layer]![chosen[best.layer]!]!.bits;
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
      const { bits, loss } = own[choice]!;
      if (bits - current.bits > left) break;
      const gain = (current.loss - loss) / (bits - current.bits);
      if (best === null || gain > best.gain) best = { layer, choice, gain };
    }
  }
  return best;
}
