import { enough, recordPick, type SubproblemState } from './subproblem-state.ts';

/** Finishes a move with numeric features alone and records it where it is the cheapest so far. */
export type FillL1 = (places: number, need: number, sum: number) => void;

/**
 * Pure L1: a fractional knapsack (Dantzig 1957). Numeric features by margin per cost, each filled to its end or left out;
 * leaving out matters where the sparsity leaves fewer places than features.
 */
export function createFillL1(state: SubproblemState): FillL1 {
  const { numeric, pick, layout, efficiency } = state;
  const { gainPerCost, headroom, sign } = efficiency;

  function fill(j: number, places: number, need: number, sum: number): void {
    if (need <= enough) {
      if (sum < state.best) recordPick(state, sum);
      return;
    }
    if (j === state.numericCount || places === 0) return;
    const f = numeric[j]!;
    if (sum + need / gainPerCost[f]! >= state.best) return;
    const units = Math.min(headroom[f]!, need / gainPerCost[f]!);
    pick[f] = (sign[f]! * units) / layout.weight[f]!;
    fill(j + 1, places - 1, need - units * gainPerCost[f]!, sum + units);
    pick[f] = 0;
    fill(j + 1, places, need, sum);
  }

  return (places, need, sum) => {
    fill(0, places, need, sum);
  };
}
