import type { Allocation, LayerSize } from '../allocation.ts';
import { defaultCandidates } from '../allocation.ts';
import { averageBits, totalBits } from '../average-bits.ts';
import type { CostTable } from '../costs/cost-limit.ts';
import { undominatedChoices } from './choices.ts';
import type { ParetoStates } from './pareto-states.ts';
import { emptyState, extendStates, traceBack } from './pareto-states.ts';
import { relax, relaxedLoss } from './relaxation.ts';

/** Arguments of {@link allocationCurve}. */
export interface AllocationCurveProblem {
  readonly layers: readonly LayerSize[];
  /** `loss[layer][candidate]`; `Infinity` forbids the choice. */
  readonly loss: readonly (readonly number[])[];
  /** Permitted bit-widths, ascending; default [2, 3, 4, 8]. */
  readonly candidates?: readonly number[] | undefined;
  /** What is traded against the loss; default: bits of the weights. */
  readonly cost?: CostTable | undefined;
  /** Most undominated allocations to hold at once; default 500 000. */
  readonly maxStates?: number;
}

/** An allocation that no other beats in both cost and loss. */
export interface CurvePoint {
  /** Whole bits of all weights. */
  readonly totalBits: number;
  /** Bits per weight. */
  readonly averageBits: number;
  /** In the unit of the table of costs; of bits, `totalBits`. */
  readonly cost: number;
  /** A proof that no allocation of at most this cost loses less: the linear relaxation, from which `loss` may be some way off. */
  readonly lowerBound: number;
  readonly loss: number;
  readonly allocation: Allocation;
}

const defaultMaxStates = 500_000;

/**
 * The whole exact trade-off between cost and loss: every undominated allocation, by ascending cost and strictly
 * descending loss. The best allocation for any budget is the last point within it.
 *
 * The number of points can grow with the product of the choices; for one budget `knapsackAllocation` prunes far
 * more.
 *
 * @throws AllocationError for malformed input, or when `maxStates` is exceeded.
 */
export function allocationCurve(problem: AllocationCurveProblem): CurvePoint[] {
  const { layers, loss, candidates = defaultCandidates, cost, maxStates = defaultMaxStates } = problem;
  const choices = undominatedChoices('allocationCurve', { layers, candidates, loss, cost: cost?.cost });
  const stages: ParetoStates[] = [];
  for (const choice of choices) {
    stages.push(extendStates(stages.at(-1) ?? emptyState(), choice, () => true, maxStates));
  }
  const last = stages.at(-1)!;
  const bound = relaxedLoss(relax(choices));
  return Array.from(last.cost, (spent, state) => {
    const chosen = traceBack(stages, state);
    const allocation = layers.map(({ layer }, index) => ({ layer, bits: candidates[chosen[index]!]! }));
    return {
      totalBits: totalBits(layers, allocation),
      averageBits: averageBits(layers, allocation),
      cost: spent,
      lowerBound: bound(spent),
      loss: last.loss[state]!,
      allocation,
    };
  });
}
