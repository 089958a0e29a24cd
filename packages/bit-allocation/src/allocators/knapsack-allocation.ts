import { AllocationError } from '../allocation-error.ts';
import type { Allocation } from '../allocation.ts';
import { defaultCandidates } from '../allocation.ts';
import { resourceOf } from '../costs/resource-of.ts';
import type { BudgetProblem } from './budget-problem.ts';
import type { Choice } from './choices.ts';
import { undominatedChoices } from './choices.ts';
import type { Keep, ParetoStates } from './pareto-states.ts';
import { emptyState, extendStates, traceBack } from './pareto-states.ts';
import { descendingEvaluator, relax } from './relaxation.ts';

/** Arguments of {@link knapsackAllocation}. */
export interface KnapsackProblem extends BudgetProblem {
  /** `loss[layer][candidate]`: what the model loses with that layer at that bit-width; `Infinity` forbids it. */
  readonly loss: readonly (readonly number[])[];
  /** Most undominated partial allocations to hold at once; default 4 million. */
  readonly maxStates?: number;
}

/** Slack, relative to the sum of the losses' sizes, that keeps rounding from pruning an optimum. */
const roundingSlack = 1e-12;
const defaultMaxStates = 4_000_000;

/** Keeps what fits and whose relaxed completion is no worse than the best complete allocation met so far. */
function boundedBy(rest: readonly Choice[][], capacity: number, slack: number, best: { loss: number }): Keep {
  const relaxation = relax(rest);
  const evaluate = descendingEvaluator(relaxation);
  return (cost, loss) => {
    const left = capacity - cost;
    if (left < relaxation.leastCost) return false;
    const { lower, reached } = evaluate(left);
    if (loss + reached < best.loss) best.loss = loss + reached;
    return loss + lower <= best.loss + slack;
  };
}

/**
 * The allocation of least total loss within the budget, exactly: a multiple-choice knapsack,
 * `min Σ_l loss[l][c_l]` subject to `Σ_l n_l b_{c_l} ≤ budget · Σ_l n_l`, or to the limit of another cost in its place.
 *
 * A dynamic programme over undominated partial allocations (cost, loss) in whole units, with layers in falling
 * order of size; a state is dropped when the linear relaxation of the layers to come shows that it cannot beat
 * an allocation already found. Neither step loses an optimum. Among equal losses the cheapest
 * wins. The problem is NP-hard: inputs whose losses are exactly proportional to costs over many unrelated sizes
 * can exceed `maxStates`, which is an error, never an approximation.
 *
 * @returns a bit-width per layer, in the order of `layers`; its average never exceeds `budgetBits`.
 * @throws AllocationError when the budget is below the smallest candidate, or cannot be met with the forbidden
 * choices, when shapes disagree or a loss is NaN, or when `maxStates` is exceeded.
 * @see Kellerer, Pferschy and Pisinger 2004, "Knapsack Problems", ch. 11; CFQ §4.3 for the budget.
 */
export function knapsackAllocation(problem: KnapsackProblem): Allocation {
  const { layers, loss, limit, candidates = defaultCandidates, maxStates = defaultMaxStates } = problem;
  const choices = undominatedChoices('knapsackAllocation', { layers, candidates, loss, cost: limit?.cost });
  const { capacity, text } = resourceOf('knapsackAllocation', problem);
  const order = layers.map((_, index) => index).sort((a, b) => layers[b]!.parameters - layers[a]!.parameters);
  const magnitude = choices.flat().reduce((sum, choice) => sum + Math.abs(choice.loss), 0);
  const best = { loss: Number.POSITIVE_INFINITY };
  const stages: ParetoStates[] = [];
  order.forEach((layer, stage) => {
    const rest = order.slice(stage + 1).map((later) => choices[later]!);
    const keep = boundedBy(rest, capacity, magnitude * roundingSlack, best);
    stages.push(extendStates(stages.at(-1) ?? emptyState(), choices[layer]!, keep, maxStates));
  });
  const last = stages.at(-1)!.loss.length - 1;
  if (last < 0) {
    throw new AllocationError(
      `knapsackAllocation: no permitted choice meets the budget of ${text}. Raise the ` +
        'budget or permit narrower candidates.',
    );
  }
  const chosen = traceBack(stages, last);
  const bits = new Map(order.map((layer, stage) => [layer, candidates[chosen[stage]!]!]));
  return layers.map(({ layer }, index) => ({ layer, bits: bits.get(index)! }));
}
