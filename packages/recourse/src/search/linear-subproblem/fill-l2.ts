import { fillRootOfSquares } from './fill-root-of-squares.ts';
import { priceOf, recordPick, type SubproblemState } from './subproblem-state.ts';

/** Finishes a move with numeric features alone and records it where it is the cheapest so far. */
export type FillL2 = (places: number, need: number, sum: number, squares: number) => void;

/** L2 and mixed: chooses which numeric features may move, then fills them together (`fillRootOfSquares`). */
export function createFillL2(state: SubproblemState): FillL2 {
  const { numeric, pick, layout, efficiency } = state;
  const { gainPerCost, headroom, sign } = efficiency;
  const { share, count } = layout;
  const chosen = new Int32Array(count);
  const gains = new Float64Array(count);
  const capacities = new Float64Array(count);
  const units = new Float64Array(count);

  function fillChosen(size: number, need: number, sum: number, squares: number): void {
    for (let q = 0; q < size; q += 1) {
      gains[q] = gainPerCost[chosen[q]!]!;
      capacities[q] = headroom[chosen[q]!]!;
    }
    if (!fillRootOfSquares(size, gains, capacities, need, squares, share, units)) return;
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
