import type { Allocation, LayerSize } from '../allocation.ts';
import { defaultCandidates } from '../allocation.ts';
import { undominatedChoices } from './choices.ts';
import type { ParetoStates } from './pareto-states.ts';
import { emptyState, extendStates, traceBack } from './pareto-states.ts';

/** Arguments of {@link allocationCurve}. */
export interface AllocationCurveProblem {
  readonly layers: readonly LayerSize[];
  /** `loss[layer][candidate]`; `Infinity` forbids the choice. */
  readonly loss: readonly (readonly number[])[];
  /** Permitted bit-widths, ascending; default [2, 3, 4, 8]. */
  readonly candidates?: readonly number[] | undefined;
  /** Most undominated allocations to hold at once; default 500 000. */
  readonly maxStates?: number;
}

/** An allocation that no other beats in both bits and loss. */
export interface CurvePoint {
  /** Whole bits of all weights. */
  readonly totalBits: number;
  /** Bits per weight. */
  readonly averageBits: number;
  readonly loss: number;
  readonly allocation: Allocation;
}

const defaultMaxStates = 500_000;

/**
 * The whole exact trade-off between bits and loss: every undominated allocation, by ascending bits and strictly
 * descending loss. The best allocation for any budget is the last point within it.
 *
 * The number of points can grow with the product of the choices; for one budget `knapsackAllocation` prunes far
 * more.
 *
 * @throws AllocationError for malformed input, or when `maxStates` is exceeded.
 */
export function allocationCurve(problem: AllocationCurveProblem): CurvePoint[] {
  const { layers, loss, candidates = defaultCandidates, maxStates = defaultMaxStates } = problem;
  const choices = undominatedChoices('allocationCurve', { layers, candidates, loss });
  const stages: ParetoStates[] = [];
  for (const choice of choices) {
    stages.push(extendStates(stages.at(-1) ?? emptyState(), choice, () => true, maxStates));
  }
  const weights = layers.reduce((sum, { parameters }) => sum + parameters, 0);
  const last = stages.at(-1)!;
  return Array.from(last.bits, (totalBits, state) => {
    const chosen = traceBack(stages, state);
    return {
      totalBits,
      averageBits: totalBits / weights,
      loss: last.loss[state]!,
      allocation: layers.map(({ layer }, index) => ({ layer, bits: candidates[chosen[index]!]! })),
    };
  });
}
