import type { ActionLayout } from '../search/action-layout.ts';
import { priceOf } from '../search/linear-subproblem/subproblem-state.ts';
import type { Decision } from './decisions.ts';
import type { UnitRanges } from './unit-ranges.ts';

/** A set of actions of one person: what is still open in each decision, by its place among them. Never changed once made. */
export interface Box {
  /** Numbers: the least and the largest change; equal where it is decided. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Categories: what is open of `CategoryDecision.options`, in their order; of length 1 where it is decided. */
  readonly options: readonly Int32Array[];
  /** 1 where the feature changes for certain, and so counts against the sparsity. */
  readonly moves: Uint8Array;
  /** No action of the box that counts costs less. */
  readonly bound: number;
  /** What sums of units may be in it; null where nothing is known. */
  readonly known: UnitRanges | null;
}

const none = new Int32Array(0);

/** Everything a person may do. */
export function wholeBox(decisions: readonly Decision[]): Box {
  return {
    low: Float64Array.from(decisions, (one) => (one.kind === 'number' ? one.lowest : 0)),
    high: Float64Array.from(decisions, (one) => (one.kind === 'number' ? one.highest : 0)),
    options: decisions.map((one) => (one.kind === 'number' ? none : one.options)),
    moves: new Uint8Array(decisions.length),
    bound: 0,
    known: null,
  };
}

/** How far apart two of its points may be in what decision `d` changes, in encoded units. */
export function extentOf({ low, high, options }: Box, d: number): number {
  return options[d]!.length > 1 ? Math.SQRT2 : high[d]! - low[d]!;
}

/** What a box says of the cost of its actions: at least this, of which parts. */
export interface LeastCost {
  /** Sum of the least costs of the features, and of their squares. */
  readonly sum: number;
  readonly squares: number;
  /** Features that may still begin to change. */
  readonly places: number;
}

/** The change of a number that is nearest to none. */
export function nearest(low: number, high: number): number {
  if (low > 0) return low;
  return high < 0 ? high : 0;
}

/** The least that decision `d` costs in a box. */
export function leastUnit(decisions: readonly Decision[], box: Box, d: number): number {
  const decision = decisions[d]!;
  if (decision.kind === 'category') return box.moves[d] === 1 ? decision.weight : 0;
  return decision.weight * Math.abs(nearest(box.low[d]!, box.high[d]!));
}

/** Sums up {@link leastUnit} over a box. */
export function leastCost(layout: ActionLayout, decisions: readonly Decision[], box: Box): LeastCost {
  let sum = 0;
  let squares = 0;
  let places = layout.sparsity;
  for (let d = 0; d < decisions.length; d += 1) {
    const unit = leastUnit(decisions, box, d);
    sum += unit;
    squares += unit * unit;
    places -= box.moves[d]!;
  }
  return { sum, squares, places };
}

/** Leaves of a box what costs less than `limit` and changes no more features than may; null where nothing is left. */
export function tightened(
  layout: ActionLayout,
  decisions: readonly Decision[],
  box: Box,
  limit: number,
): Box | null {
  const { sum, squares, places } = leastCost(layout, decisions, box);
  if (places < 0 || priceOf(layout.share, sum, squares) >= limit) return null;
  const low = box.low.slice();
  const high = box.high.slice();
  const moves = box.moves.slice();
  const options = [...box.options];
  for (let d = 0; d < decisions.length; d += 1) {
    const decision = decisions[d]!;
    const own = leastUnit(decisions, box, d);
    const stays = places === 0 && moves[d] === 0;
    const most = stays ? 0 : mostUnit(layout.share, sum - own, squares - own * own, limit);
    if (decision.kind === 'category') {
      if (moves[d] === 0 && most < decision.weight && options[d]!.length > 1) options[d] = Int32Array.of(0);
      continue;
    }
    const reach = most / decision.weight;
    if (low[d]! < -reach) low[d] = decision.atLeast(-reach);
    if (high[d]! > reach) high[d] = decision.atMost(reach);
    if (!(low[d]! <= high[d]!)) return null;
    if (low[d]! > 0 || high[d]! < 0) moves[d] = 1;
  }
  return { low, high, options, moves, bound: box.bound, known: box.known };
}

/** The most that one feature may cost beside others of which the least is known. */
function mostUnit(share: number, sum: number, squares: number, limit: number): number {
  if (limit === Infinity) return Infinity;
  if (share === 1) return limit - sum;
  if (share === 0) return Math.sqrt(Math.max(0, limit * limit - squares));
  let [inside, outside] = [0, limit / share];
  for (let step = 0; step < 50; step += 1) {
    const middle = (inside + outside) / 2;
    if (priceOf(share, sum + middle, squares + middle * middle) <= limit) inside = middle;
    else outside = middle;
  }
  return outside;
}
