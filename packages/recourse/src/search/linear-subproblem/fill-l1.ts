import type { SparseBound } from './sparse-bound.ts';
import { enough, recordPick, type SubproblemState } from './subproblem-state.ts';
import { createWholeSteps } from './whole-steps.ts';

/** Finishes a move with numeric features alone and records it where it is the cheapest so far. */
export type FillL1 = (places: number, need: number, sum: number) => void;

/** Steps back from the continuous optimum that are tried on one grid. */
const stepsBack = 64;

/**
 * Pure L1: a fractional knapsack (Dantzig 1957). Numeric features by margin per cost, each filled to its end or left out;
 * leaving out matters where the sparsity leaves fewer places than features.
 *
 * A number on a grid that would end between two values goes to the farther one, or stays some steps short and leaves the
 * rest to the next features, as long as what they charge for it, were they continuous, promises to be cheaper.
 */
export function createFillL1(state: SubproblemState, sparse: SparseBound): FillL1 {
  const { numeric, pick, layout, efficiency } = state;
  const { gainPerCost, headroom, sign } = efficiency;
  const steps = createWholeSteps(layout, efficiency);

  function fill(j: number, places: number, need: number, sum: number): void {
    if (need <= enough) {
      if (sum < state.best) recordPick(state, sum);
      return;
    }
    if (j === state.numericCount || places === 0) return;
    const f = numeric[j]!;
    if (sum + need / gainPerCost[f]! >= state.best) return;
    if (sparse.isHopeless(state.discreteCount, j, places, need, sum)) return;
    const units = Math.min(headroom[f]!, need / gainPerCost[f]!);
    if (layout.grid[f] === undefined) {
      pick[f] = (sign[f]! * units) / layout.weight[f]!;
      fill(j + 1, places - 1, need - units * gainPerCost[f]!, sum + units);
    } else fillGrid(j, places, need, sum, units);
    pick[f] = 0;
    fill(j + 1, places, need, sum);
  }

  function fillGrid(j: number, places: number, need: number, sum: number, wanted: number): void {
    const f = numeric[j]!;
    const next = j + 1 < state.numericCount ? gainPerCost[numeric[j + 1]!]! : 0;
    let change = steps.atLeast(f, wanted);
    for (let back = 0; back <= stepsBack && change > 0; back += 1) {
      const units = change * layout.weight[f]!;
      const left = need - units * gainPerCost[f]!;
      if (left > enough && (next === 0 || places === 1 || sum + units + left / next >= state.best)) return;
      pick[f] = sign[f]! * change;
      fill(j + 1, places - 1, left, sum + units);
      change = steps.before(f, change);
    }
  }

  return (places, need, sum) => {
    fill(0, places, need, sum);
  };
}
