import { AllocationError } from '../allocation-error.ts';
import type { Allocation } from '../allocation.ts';
import { defaultCandidates } from '../allocation.ts';
import { resourceOf } from '../costs/resource-of.ts';
import type { BudgetProblem } from './budget-problem.ts';
import { groupChoices, type GroupChoice } from './group-choices.ts';
import { relax, relaxedLoss } from './relaxation.ts';

/** Arguments of {@link worstGroupAllocation}. */
export interface WorstGroupProblem extends BudgetProblem {
  /** `groupLoss[group][layer][candidate]`: what a group of people loses; `Infinity` forbids the choice for all. */
  readonly groupLoss: readonly (readonly (readonly number[])[])[];
  /** Most partial allocations to look at; default 2 million. */
  readonly maxNodes?: number;
}

const defaultMaxNodes = 2_000_000;

/** From the layer at a place on: the least that the rest costs, and a bound on what each group loses there. */
interface Rest {
  readonly leastCost: number;
  readonly bounds: readonly ((costLeft: number) => number)[];
}

/**
 * The allocation within the budget at which the group that loses most loses least, exactly:
 * `min_c max_g Σ_l loss[g][l][c_l]` subject to the budget. Of equal ones the cheapest.
 *
 * Depth first over the layers in falling order of cost; a partial allocation is dropped where some group alone, with all that
 * is left spent on it by the linear relaxation, must lose as much as the worst group does in an allocation already found. The
 * problem is NP-hard; more than `maxNodes` partial allocations are an error, never an approximation.
 *
 * @returns a bit-width per layer, in the order of `layers`, within the budget.
 * @throws AllocationError when the budget cannot be met, shapes disagree, a loss is NaN, or `maxNodes` is exceeded.
 * @see Woergaard and Selvan 2026, "FairQuant" (arXiv 2602.23192), for bits that heed the group worst off; Aissi, Bazgan and Vanderpooten 2009, "Min-max and
 *   min-max regret versions of combinatorial optimization problems", for min-max knapsacks.
 */
export function worstGroupAllocation(problem: WorstGroupProblem): Allocation {
  const { layers, groupLoss, candidates = defaultCandidates, limit, maxNodes = defaultMaxNodes } = problem;
  const choices = groupChoices('worstGroupAllocation', {
    ...{ layers, candidates, groupLoss, cost: limit?.cost },
  });
  const { capacity, text } = resourceOf('worstGroupAllocation', problem);
  const groups = groupLoss.length;
  const order = layers
    .map((_, index) => index)
    .sort((a, b) => choices[b]!.at(-1)!.cost - choices[a]!.at(-1)!.cost);
  const rests = [...order, -1].map((_, place): Rest => {
    const later = order.slice(place).map((layer) => choices[layer]!);
    return {
      leastCost: later.reduce((sum, own) => sum + own[0]!.cost, 0),
      bounds: Array.from({ length: groups }, (_group, group) => relaxedLoss(relax(ofGroup(later, group)))),
    };
  });
  const path: number[] = [];
  let best: { worst: number; cost: number; path: readonly number[] } | null = null;
  let nodes = 0;

  const visit = (place: number, spent: number, losses: readonly number[]): void => {
    nodes += 1;
    if (nodes > maxNodes) {
      throw new AllocationError(
        `worstGroupAllocation: more than ${maxNodes} partial allocations. Raise maxNodes, or give fewer layers or candidates.`,
      );
    }
    const { leastCost, bounds } = rests[place]!;
    if (spent + leastCost > capacity) return;
    const bound = Math.max(...losses.map((loss, group) => loss + bounds[group]!(capacity - spent)));
    if (best !== null && (bound > best.worst || (bound === best.worst && spent + leastCost >= best.cost)))
      return;
    if (place === order.length) {
      best = { worst: bound, cost: spent, path: [...path] };
      return;
    }
    const own = choices[order[place]!]!;
    // Dear choices lose least: a good allocation is met early, and cuts the rest.
    for (let at = own.length - 1; at >= 0; at -= 1) {
      const choice = own[at]!;
      path.push(choice.candidate);
      visit(
        place + 1,
        spent + choice.cost,
        losses.map((loss, group) => loss + choice.losses[group]!),
      );
      path.pop();
    }
  };
  visit(0, 0, new Array<number>(groups).fill(0));
  const found = best as { readonly path: readonly number[] } | null;
  if (found === null) {
    throw new AllocationError(
      `worstGroupAllocation: no permitted choice meets the budget of ${text}. Raise the budget or permit narrower candidates.`,
    );
  }
  const bits = new Map(order.map((layer, place) => [layer, candidates[found.path[place]!]!]));
  return layers.map(({ layer }, index) => ({ layer, bits: bits.get(index)! }));
}

/** The choices of some layers as one group sees them: ascending cost, strictly descending loss. */
function ofGroup(layers: readonly (readonly GroupChoice[])[], group: number) {
  return layers.map((own) => {
    const kept: { candidate: number; cost: number; loss: number }[] = [];
    for (const { candidate, cost, losses } of own) {
      if (losses[group]! < (kept.at(-1)?.loss ?? Infinity)) {
        kept.push({ candidate, cost, loss: losses[group]! });
      }
    }
    return kept;
  });
}
