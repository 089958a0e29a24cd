import type { ActionLayout } from '../action-layout.ts';
import { fillNumeric } from './fill-numeric.ts';
import { createFeatureEfficiency, type RowOf } from '../feature-efficiency.ts';

/** Exact cheapest moves under an affine model of the margin; holds scratch space, so one instance per search. */
export interface LinearSubproblem {
  /** Takes the linear model with a slope at a person, by row; what follows is about them, until the next `linearizeAt`. */
  linearizeAt(row: number, slope: Float32Array, slopeAt: number): void;
  /** The present category of a categorical feature, −1 where it is unknown. */
  presentCategory(feature: number): number;
  /** The margin a move adds to that of `x` under the slope. */
  contribution(move: Float64Array, at: number): number;
  /**
   * The cheapest move that adds at least `need` to the margin of `x` under the slope.
   *
   * @param fixed - Per feature the value it must keep (0 keeps it unchanged), NaN where free; `null` leaves all free.
   * @param limit - Only moves cheaper than this are of interest; `Infinity` for any.
   * @param out - `F`, receives the move, all zeros where there is none.
   * @returns Its cost, or `Infinity` where no move below the limit is enough.
   */
  minimizeCost(need: number, fixed: RowOf<Float64Array> | null, limit: number, out: Float64Array): number;
  /**
   * The move that adds most to the margin under the slope, whatever it costs: the `k` features with the largest gains.
   *
   * @returns False where nothing adds, or a gain is unbounded; `out` is then unspecified.
   */
  maximizeMargin(fixed: RowOf<Float64Array> | null, out: Float64Array): boolean;
}

const enough = 1e-9;

/**
 * Solves `min c(δ) s.t. g·δ ≥ need, δ ∈ A(x)` exactly, the linear case of CFQ §3's recourse problem.
 *
 * Every category costs the same, so a one-hot group is worth changing to its steepest permitted category or not at all;
 * an ordinal takes one of its levels up the slope; numeric features are continuous. Branch and bound runs over the
 * groups and ordinals in order of margin per cost; the numeric remainder is solved in closed form: for L1 a greedy fill
 * in that order (a fractional knapsack; Dantzig 1957), otherwise `fillNumeric`. Where the sparsity leaves fewer places
 * than numeric features, the choice of them is branched on too. Nodes are cut by the relaxation that forgets sparsity
 * and lets groups change in part, for L2 by Cauchy–Schwarz.
 */
export function createLinearSubproblem(layout: ActionLayout, x: Float32Array): LinearSubproblem {
  const { count, share } = layout;
  const efficiency = createFeatureEfficiency(layout, x);
  const { order, gainPerCost, headroom, sign, target } = efficiency;
  const discrete = new Int32Array(count);
  const numeric = new Int32Array(count);
  const pick = new Float64Array(count);
  const bestPick = new Float64Array(count);
  const squaredRates = new Float64Array(count + 1);
  const chosen = new Int32Array(count);
  const fillGain = new Float64Array(count);
  const fillHeadroom = new Float64Array(count);
  const fillUnits = new Float64Array(count);
  let discreteCount = 0;
  let numericCount = 0;
  let best = Infinity;

  const price = (sum: number, squares: number) => share * sum + (1 - share) * Math.sqrt(squares);
  const isHeld = (fixed: RowOf<Float64Array> | null, f: number) =>
    fixed !== null && !Number.isNaN(fixed.data[fixed.at + f]!);

  function record(value: number): void {
    best = value;
    bestPick.set(pick);
  }

  /** Splits the steep features that are not held into discrete and numeric ones. */
  function select(fixed: RowOf<Float64Array> | null): void {
    discreteCount = 0;
    numericCount = 0;
    for (let j = 0; j < efficiency.size(); j += 1) {
      const f = order[j]!;
      if (isHeld(fixed, f)) continue;
      if (layout.categorical[f] === 1 || layout.ordinal[f] === 1) {
        discrete[discreteCount] = f;
        discreteCount += 1;
      } else {
        numeric[numericCount] = f;
        numericCount += 1;
      }
    }
    if (share === 1) return;
    let total = 0;
    for (let j = 0; j < numericCount; j += 1) total += gainPerCost[numeric[j]!]! ** 2;
    squaredRates[discreteCount] = total;
    for (let i = discreteCount - 1; i >= 0; i -= 1) {
      total += gainPerCost[discrete[i]!]! ** 2;
      squaredRates[i] = total;
    }
  }

  /** A lower bound of the cost once discrete features before `i` are decided. */
  function bound(i: number, need: number, sum: number, squares: number): number {
    const steepest = i < discreteCount ? gainPerCost[discrete[i]!]! : 0;
    let linear = 0;
    let left = need;
    for (let j = 0; j < numericCount && left > 0; j += 1) {
      const f = numeric[j]!;
      if (gainPerCost[f]! <= steepest) break;
      const units = Math.min(headroom[f]!, left / gainPerCost[f]!);
      linear += units;
      left -= units * gainPerCost[f]!;
    }
    if (left > enough) {
      if (steepest === 0) return Infinity;
      linear += left / steepest;
    }
    if (share === 1) return sum + linear;
    return price(sum + linear, squares + (need * need) / squaredRates[i]!);
  }

  /** Pure L1: numeric features from `j` on, steepest first, each filled to its end or left out. */
  function fillGreedily(j: number, places: number, need: number, sum: number): void {
    if (need <= enough) {
      if (sum < best) record(sum);
      return;
    }
    if (j === numericCount || places === 0) return;
    const f = numeric[j]!;
    if (sum + need / gainPerCost[f]! >= best) return;
    const units = Math.min(headroom[f]!, need / gainPerCost[f]!);
    pick[f] = (sign[f]! * units) / layout.weight[f]!;
    fillGreedily(j + 1, places - 1, need - units * gainPerCost[f]!, sum + units);
    pick[f] = 0;
    fillGreedily(j + 1, places, need, sum);
  }

  /** L2 and mixed: chooses which numeric features may move, then fills them together. */
  function fillTogether(
    j: number,
    size: number,
    places: number,
    need: number,
    sum: number,
    squares: number,
  ): void {
    if (size < places && j < numericCount) {
      chosen[size] = numeric[j]!;
      fillTogether(j + 1, size + 1, places, need, sum, squares);
      // Leaving one out only helps where there are more features than places.
      if (numericCount - j > places - size) fillTogether(j + 1, size, places, need, sum, squares);
      return;
    }
    for (let q = 0; q < size; q += 1) {
      fillGain[q] = gainPerCost[chosen[q]!]!;
      fillHeadroom[q] = headroom[chosen[q]!]!;
    }
    if (!fillNumeric(size, fillGain, fillHeadroom, need, squares, share, fillUnits)) return;
    let linear = sum;
    let total = squares;
    for (let q = 0; q < size; q += 1) {
      linear += fillUnits[q]!;
      total += fillUnits[q]! ** 2;
    }
    if (price(linear, total) >= best) return;
    for (let q = 0; q < size; q += 1) {
      const f = chosen[q]!;
      pick[f] = (sign[f]! * fillUnits[q]!) / layout.weight[f]!;
    }
    record(price(linear, total));
    for (let q = 0; q < size; q += 1) pick[chosen[q]!] = 0;
  }

  /** Finishes with numeric features alone, or changes one more of the discrete features from `i` on. */
  function branch(i: number, places: number, need: number, sum: number, squares: number): void {
    if (need <= enough) {
      if (price(sum, squares) < best) record(price(sum, squares));
      return;
    }
    if (places <= 0) return;
    // Numeric features alone first: that soon gives a bound which cuts most of the rest.
    if (bound(discreteCount, need, sum, squares) < best) {
      if (share === 1) fillGreedily(0, places, need, sum);
      else fillTogether(0, 0, Math.min(places, numericCount), need, sum, squares);
    }
    for (let j = i; j < discreteCount; j += 1) {
      if (bound(j, need, sum, squares) >= best) return;
      const f = discrete[j]!;
      if (layout.categorical[f] === 1) {
        const units = headroom[f]!;
        if (price(sum + units, squares + units * units) >= best) continue;
        pick[f] = target[f]!;
        branch(j + 1, places - 1, need - gainPerCost[f]! * units, sum + units, squares + units * units);
      } else takeLevels(j, places, need, sum, squares);
      pick[f] = 0;
    }
  }

  function takeLevels(j: number, places: number, need: number, sum: number, squares: number): void {
    const f = discrete[j]!;
    const values = layout.values[f]!;
    const value = efficiency.value(f);
    const upwards = sign[f]! > 0;
    for (let v = 0; v < values.length; v += 1) {
      const step = (values[upwards ? v : values.length - 1 - v]! - value) * sign[f]!;
      const units = step * layout.weight[f]!;
      if (step <= 0) continue;
      // Levels ascend in cost, so the first one that is too dear, or more than enough, is the last to look at.
      if (units > headroom[f]! || price(sum + units, squares + units * units) >= best) return;
      pick[f] = step * sign[f]!;
      branch(j + 1, places - 1, need - gainPerCost[f]! * units, sum + units, squares + units * units);
      if (gainPerCost[f]! * units >= need) return;
    }
  }

  function minimizeCost(
    need: number,
    fixed: RowOf<Float64Array> | null,
    limit: number,
    out: Float64Array,
  ): number {
    let places = layout.sparsity;
    let sum = 0;
    let squares = 0;
    pick.fill(0);
    for (let f = 0; f < count && fixed !== null; f += 1) {
      const value = fixed.data[fixed.at + f]!;
      if (Number.isNaN(value) || value === 0) continue;
      pick[f] = value;
      places -= 1;
      const unit = layout.weight[f]! * (layout.categorical[f] === 1 ? 1 : Math.abs(value));
      sum += unit;
      squares += unit * unit;
    }
    out.fill(0);
    if (places < 0 || price(sum, squares) >= limit) return Infinity;
    const left = sum === 0 ? need : need - efficiency.contribution(pick, 0);
    best = limit;
    select(fixed);
    branch(0, places, left, sum, squares);
    if (best >= limit) return Infinity;
    out.set(bestPick);
    return best;
  }

  function maximizeMargin(fixed: RowOf<Float64Array> | null, out: Float64Array): boolean {
    let places = layout.sparsity;
    for (let f = 0; f < count; f += 1) {
      out[f] = isHeld(fixed, f) ? fixed!.data[fixed!.at + f]! : 0;
      if (out[f] !== 0) places -= 1;
    }
    let any = false;
    for (; places > 0; places -= 1) {
      let most = 0;
      let winner = -1;
      for (let j = 0; j < efficiency.size(); j += 1) {
        const f = order[j]!;
        if (isHeld(fixed, f) || out[f] !== 0 || gainPerCost[f]! * headroom[f]! <= most) continue;
        most = gainPerCost[f]! * headroom[f]!;
        winner = f;
      }
      if (winner < 0) break;
      if (most === Infinity) return false;
      any = true;
      out[winner] =
        layout.categorical[winner] === 1
          ? target[winner]!
          : (sign[winner]! * headroom[winner]!) / layout.weight[winner]!;
    }
    return any;
  }

  return {
    linearizeAt: (row, slope, slopeAt) => efficiency.linearizeAt(row, slope, slopeAt),
    presentCategory: (feature) => efficiency.presentCategory(feature),
    contribution: (move, at) => efficiency.contribution(move, at),
    minimizeCost,
    maximizeMargin,
  };
}
