import { fillRootOfSquares } from './fill-root-of-squares.ts';
import { enough, priceOf, recordPick, type SubproblemState } from './subproblem-state.ts';
import { createWholeSteps } from './whole-steps.ts';

/** Finishes a move with numeric features alone and records it where it is the cheapest so far. */
export type FillL2 = (places: number, need: number, sum: number, squares: number) => void;

/** Numbers on a grid, at most, that are tried on both sides of the continuous optimum; of more the farther value is taken. */
const bothSides = 4;

/**
 * L2 and mixed: chooses which numeric features may move, then fills them together (`fillRootOfSquares`). Numbers on a grid
 * go to a value beside the optimum they would have if they were continuous, on either side; the rest is filled again.
 */
export function createFillL2(state: SubproblemState): FillL2 {
  const { numeric, pick, layout, efficiency } = state;
  const { gainPerCost, headroom, sign } = efficiency;
  const { share, count } = layout;
  const steps = createWholeSteps(layout, efficiency);
  const chosen = new Int32Array(count);
  const gains = new Float64Array(count);
  const capacities = new Float64Array(count);
  const units = new Float64Array(count);

  /** Fills the first `size` chosen features; they are all continuous, or will be rounded. */
  function fillTogether(size: number, need: number, squares: number): boolean {
    for (let q = 0; q < size; q += 1) {
      gains[q] = gainPerCost[chosen[q]!]!;
      capacities[q] = headroom[chosen[q]!]!;
    }
    if (need > 0) return fillRootOfSquares(size, gains, capacities, need, squares, share, units);
    units.fill(0, 0, size);
    return true;
  }

  /** Records what is picked of grids together with the first `size` chosen features, filled for the rest of the need. */
  function finish(size: number, need: number, sum: number, squares: number): void {
    if (!fillTogether(size, need, squares)) return;
    let linear = sum;
    let total = squares;
    for (let q = 0; q < size; q += 1) {
      linear += units[q]!;
      total += units[q]! ** 2;
    }
    const cost = priceOf(share, linear, total);
    if (cost >= state.best) return;
    for (let q = 0; q < size; q += 1) {
      const f = chosen[q]!;
      pick[f] = (sign[f]! * units[q]!) / layout.weight[f]!;
    }
    recordPick(state, cost);
    for (let q = 0; q < size; q += 1) pick[chosen[q]!] = 0;
  }

  function fillChosen(size: number, need: number, sum: number, squares: number): void {
    const grids = Array.from(chosen.subarray(0, size)).filter((f) => layout.grid[f] !== undefined);
    if (grids.length === 0) {
      finish(size, need, sum, squares);
      return;
    }
    if (!fillTogether(size, need, squares)) return;
    const order = chosen.slice(0, size);
    const wanted = new Map(grids.map((f) => [f, units[order.indexOf(f)]!]));
    const free = Array.from(order).filter((f) => layout.grid[f] === undefined);
    chosen.set(free);
    const round = (g: number, left: number, linear: number, total: number): void => {
      const f = grids[g];
      if (f === undefined) {
        if (left <= enough || free.length > 0) finish(free.length, left > enough ? left : 0, linear, total);
        return;
      }
      const farther = steps.atLeast(f, wanted.get(f)!);
      for (const change of g < bothSides ? [farther, Math.max(0, steps.before(f, farther))] : [farther]) {
        const spent = change * layout.weight[f]!;
        pick[f] = sign[f]! * change;
        round(g + 1, left - gainPerCost[f]! * spent, linear + spent, total + spent * spent);
      }
      pick[f] = 0;
    };
    round(0, need, sum, squares);
    chosen.set(order);
  }

  function fill(j: number, size: number, places: number, need: number, sum: number, squares: number): void {
    const { numericCount } = state;
    if (size === places || j === numericCount) {
      fillChosen(size, need, sum, squares);
      return;
    }
    chosen[size] = numeric[j]!;
    fill(j + 1, size + 1, places, need, sum, squares);
    // Leaving one out only helps where there are more features than places.
    if (numericCount - j > places - size) fill(j + 1, size, places, need, sum, squares);
  }

  return (places, need, sum, squares) => {
    fill(0, 0, Math.min(places, state.numericCount), need, sum, squares);
  };
}
