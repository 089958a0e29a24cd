import { levelsOf, type ActionLayout } from '../action-layout.ts';
import { createFeatureEfficiency, type RowOf } from '../feature-efficiency.ts';
import { createFillL1 } from './fill-l1.ts';
import { keepRelations } from './keep-relations.ts';
import { maximizeMargin } from './maximize-margin.ts';
import { createRelaxationBound } from './relaxation-bound.ts';
import { createChooseWithSquares } from './squares/choose-with-squares.ts';
import { createSparseBound } from './sparse-bound.ts';
import { createSubproblemState, enough, priceOf, recordPick, selectFeatures } from './subproblem-state.ts';

/** Exact cheapest moves under an affine model of the margin; holds scratch space, so one instance per search. */
export interface LinearSubproblem {
  /** Whether a need is never met where a smaller one is not, all else alike. */
  readonly monotone: boolean;
  /** Takes the linear model with a slope at a person, by row; what follows is about them, until the next `linearizeAt`. */
  linearizeAt(row: number, slope: Float32Array, slopeAt: number): void;
  /** The present category of a categorical feature, −1 where it is unknown. */
  presentCategory(feature: number): number;
  /** The most margin that one feature can add by itself under the slope. */
  mostAlone(feature: number): number;
  /**
   * A lower bound of what `minimizeCost` costs where one feature is held at a value that is not 0 and all others are free:
   * found at once, and too low rather than too high.
   */
  boundWith(feature: number, value: number, need: number): number;
  /** A lower bound, likewise, where all other features are held at 0. */
  boundAlone(feature: number, need: number): number;
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
   * By row, 1 where some `minimizeCost` of the person kept the cheapest found until then, which may not be the cheapest there is:
   * under L1 at its limit of 100,000 nodes, under L2 and the mixed norm where a move may exist that is more than 1 % cheaper. Of
   * everything so far.
   */
  readonly cutShort: Uint8Array;
  /**
   * The move that adds most to the margin under the slope, whatever it costs: the `k` features with the largest gains.
   *
   * @returns False where nothing adds, or a gain is unbounded; `out` is then unspecified.
   */
  maximizeMargin(fixed: RowOf<Float64Array> | null, out: Float64Array): boolean;
}

/** What a search under L2 or the mixed norm may leave between the cheapest found and the bound before it counts as cut short. */
const mostGap = 0.01;

/**
 * Solves `min c(δ) s.t. g·δ ≥ need, δ ∈ A(x)` exactly, the linear case of CFQ §3's recourse problem.
 *
 * Every category costs the same, so a one-hot group is worth changing to its steepest permitted category or not at all;
 * an ordinal takes one of its levels up the slope; numeric features are continuous, or go by whole steps of their grid.
 *
 * For L1, branch and bound runs over the groups and ordinals in order of margin per cost, and the numeric remainder is a
 * greedy fill in that order (a fractional knapsack; Dantzig 1957); nodes are cut by the relaxation that forgets sparsity and
 * lets groups and steps be taken in part. After 100,000 nodes the best so far is kept, and `cutShort` says so. With grids the result is exact up to 64 steps from the continuous optimum.
 * For L2 and the mixed norm see `createChooseWithSquares`: exact up to 1e-5, relatively, and up to a gap that grows with
 * the boxes looked at where grids are fine; `cutShort` says where it passed 1 %. Relations of the action set are kept by `keepRelations`.
 */
export function createLinearSubproblem(layout: ActionLayout, x: Float32Array): LinearSubproblem {
  const { count, share } = layout;
  const efficiency = createFeatureEfficiency(layout, x);
  const { gainPerCost, headroom, sign, target } = efficiency;
  const state = createSubproblemState(layout, efficiency);
  const { discrete, pick, bestPick } = state;
  const bound = createRelaxationBound(state);
  const sparse = createSparseBound(state);
  const cutShort = new Uint8Array(layout.width === 0 ? 0 : x.length / layout.width);
  const fillL1 = createFillL1(state, sparse);
  const chooseWithSquares = createChooseWithSquares(state);

  /** L1: finishes with numeric features alone, or changes one more of the discrete features from `i` on. */
  function branch(i: number, places: number, need: number, sum: number): void {
    if (need <= enough) {
      if (sum < state.best) recordPick(state, sum);
      return;
    }
    if (places <= 0 || sparse.isHopeless(i, 0, places, need, sum)) return;
    const { discreteCount } = state;
    // Numeric features alone first: that soon gives a bound which cuts most of the rest.
    if (bound(discreteCount, need, sum) < state.best) fillL1(places, need, sum);
    for (let j = i; j < discreteCount; j += 1) {
      if (bound(j, need, sum) >= state.best) return;
      if (j > i && sparse.isHopeless(j, 0, places, need, sum)) return;
      const f = discrete[j]!;
      if (layout.categorical[f] === 1) {
        const units = headroom[f]!;
        if (sum + units >= state.best) continue;
        pick[f] = target[f]!;
        branch(j + 1, places - 1, need - gainPerCost[f]! * units, sum + units);
      } else takeLevels(j, places, need, sum);
      pick[f] = 0;
    }
  }

  function takeLevels(j: number, places: number, need: number, sum: number): void {
    const f = discrete[j]!;
    const values = levelsOf(layout, f, efficiency.person());
    const value = efficiency.value(f);
    const upwards = sign[f]! > 0;
    for (let v = 0; v < values.length; v += 1) {
      const step = (values[upwards ? v : values.length - 1 - v]! - value) * sign[f]!;
      const units = step * layout.weight[f]!;
      if (step <= 0) continue;
      // Levels ascend in cost, so the first one that is too dear, or more than enough, is the last to look at.
      if (units > headroom[f]! || sum + units >= state.best) return;
      pick[f] = step * sign[f]!;
      branch(j + 1, places - 1, need - gainPerCost[f]! * units, sum + units);
      if (gainPerCost[f]! * units >= need) return;
    }
  }

  /** The least that a unit of L1 costs: all places shared by it alike. */
  const leastShare = share + (1 - share) / Math.sqrt(Math.max(1, layout.sparsity));

  function boundWith(f: number, value: number, need: number): number {
    const units = layout.weight[f]! * (layout.categorical[f] === 1 ? 1 : Math.abs(value));
    const bound = sparse.withChange(units, efficiency.gainOf(f, value), need, layout.sparsity);
    return Math.max(units, bound * leastShare);
  }

  function boundAlone(f: number, need: number): number {
    if (need <= enough) return 0;
    if (layout.categorical[f] === 1) return headroom[f]!;
    return ((need - enough) / gainPerCost[f]!) * (1 - 1e-12);
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
    if (places < 0 || priceOf(share, sum, squares) >= limit) return Infinity;
    const left = sum === 0 ? need : need - efficiency.contribution(pick, 0);
    state.best = limit;
    selectFeatures(state, fixed);
    sparse.begin(left, places);
    if (share === 1) {
      branch(0, places, left, sum);
      if (sparse.cutShort()) cutShort[efficiency.person()] = 1;
    } else if (chooseWithSquares(places, left, sum, squares) > mostGap) cutShort[efficiency.person()] = 1;
    if (state.best >= limit) return Infinity;
    out.set(bestPick);
    return state.best;
  }

  return keepRelations(layout, x, {
    monotone: true,
    linearizeAt: (row, slope, slopeAt) => efficiency.linearizeAt(row, slope, slopeAt),
    presentCategory: (feature) => efficiency.presentCategory(feature),
    mostAlone: (feature) => efficiency.mostAlone(feature),
    boundWith,
    boundAlone,
    contribution: (move, at) => efficiency.contribution(move, at),
    minimizeCost,
    cutShort,
    maximizeMargin: (fixed, out) => maximizeMargin(layout, efficiency, fixed, out),
  });
}
