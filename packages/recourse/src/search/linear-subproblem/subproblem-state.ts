import type { ActionLayout } from '../action-layout.ts';
import type { FeatureEfficiency, RowOf } from '../feature-efficiency.ts';

/** What the parts of one branch and bound share; overwritten by each solve. */
export interface SubproblemState {
  readonly layout: ActionLayout;
  readonly efficiency: FeatureEfficiency;
  /** Free groups and ordinals that can raise the margin, by margin per cost; the first `discreteCount` count. */
  readonly discrete: Int32Array;
  discreteCount: number;
  /** Free numeric features that can, likewise. */
  readonly numeric: Int32Array;
  numericCount: number;
  /** The move under construction, `F`. */
  readonly pick: Float64Array;
  /** The cheapest move so far, `F`, and its cost; where there is none, the limit. */
  readonly bestPick: Float64Array;
  best: number;
}

/** Space for problems over one layout. */
export function createSubproblemState(layout: ActionLayout, efficiency: FeatureEfficiency): SubproblemState {
  const { count } = layout;
  return {
    layout,
    efficiency,
    discrete: new Int32Array(count),
    discreteCount: 0,
    numeric: new Int32Array(count),
    numericCount: 0,
    pick: new Float64Array(count),
    bestPick: new Float64Array(count),
    best: Infinity,
  };
}

/** Whether a feature must keep a value. */
export function isHeld(fixed: RowOf<Float64Array> | null, feature: number): boolean {
  return fixed !== null && !Number.isNaN(fixed.data[fixed.at + feature]!);
}

/** Splits the efficient features that are not held into discrete and numeric ones. */
export function selectFeatures(state: SubproblemState, fixed: RowOf<Float64Array> | null): void {
  const { layout, efficiency, discrete, numeric } = state;
  let discreteCount = 0;
  let numericCount = 0;
  for (let j = 0; j < efficiency.size(); j += 1) {
    const f = efficiency.order[j]!;
    if (isHeld(fixed, f)) continue;
    if (layout.categorical[f] === 1 || layout.ordinal[f] === 1) {
      discrete[discreteCount] = f;
      discreteCount += 1;
    } else {
      numeric[numericCount] = f;
      numericCount += 1;
    }
  }
  state.discreteCount = discreteCount;
  state.numericCount = numericCount;
}

/** Keeps the move under construction as the cheapest so far. */
export function recordPick(state: SubproblemState, cost: number): void {
  state.best = cost;
  state.bestPick.set(state.pick);
}

/** The cost of a move from the sum of its parts and of their squares. */
export function priceOf(share: number, sum: number, squares: number): number {
  return share * sum + (1 - share) * Math.sqrt(squares);
}

/** Margin still wanted below which nothing is wanted. */
export const enough = 1e-9;
