import { enough, type SubproblemState } from './subproblem-state.ts';

/** Tells nodes of the L1 branch and bound that hold nothing cheaper than the best move so far. */
export interface SparseBound {
  /** Begins a solve. */
  begin(need: number, places: number, sum: number): void;
  /**
   * Whether no choice of the discrete features from `i` on and the numeric ones from `n` on, `places` of them at most, is
   * enough below the best cost so far.
   *
   * @param need - Margin still wanted.
   * @param sum - Cost spent so far.
   */
  isHopeless(i: number, n: number, places: number, need: number, sum: number): boolean;
}

/** Nodes that are not asked about: most searches end before, and tables would cost more than they spare. */
const asked = 64;

/** Nodes of one search, at most; what was found until then stays. */
const mostNodes = 100_000;

/** Places that tables tell apart; more count as any number. */
const mostPlaces = 16;

/** How far from the best price others are tabled, in places of the order by margin per cost. */
const apart = [0, 1, 2, 4, 8, 16, 32, 64];

/** What sums of products are off by, relatively, with much to spare. */
const rounding = 1e-10;

/**
 * Lagrangian relaxation of the margin wanted (Geoffrion 1974): at a price `μ` of a unit of margin a feature is worth at most
 * `max(0, μ · gain − 1) · headroom`, groups and ordinals in part, and `sum + μ · need` less what the most worthy features
 * for the places left are worth is a lower bound. The worth of the best of every tail of the features is tabled for prices
 * around the best one at the root, so that a node is asked in a few steps. Nothing that is cheaper than the best move so far
 * is cut, so what a search finds does not depend on it, unless it is one of more than 100,000 nodes.
 */
export function createSparseBound(state: SubproblemState): SparseBound {
  const { discrete, numeric, efficiency } = state;
  const { gainPerCost, headroom } = efficiency;
  const root = { need: 0, places: 0, sum: 0 };
  const best = new Float64Array(mostPlaces);
  let nodes = 0;
  let prices: number[] = [];
  let tables: { readonly discrete: Float64Array; readonly numeric: Float64Array }[] = [];
  /** Entries of a row: the sums of the best none, one, … features, and of all. */
  let row = 0;
  let ends = 0;

  /** What a feature is worth at a price, at most; at an infinite one the margin it buys. */
  const worthOf = (f: number, price: number): number => {
    if (price === Infinity) return gainPerCost[f]! * headroom[f]!;
    const net = price * gainPerCost[f]! - 1;
    return net > 0 ? net * headroom[f]! : 0;
  };

  /** Sorts a worth in among the best ones. */
  function take(worth: number): void {
    for (let at = 0, left = worth; at < ends && left > 0; at += 1) {
      if (best[at]! >= left) continue;
      const next = best[at]!;
      best[at] = left;
      left = next;
    }
  }

  function write(table: Float64Array, at: number, all: number): void {
    let sum = 0;
    for (let place = 0; place < ends; place += 1) {
      table[at * row + place] = sum;
      sum += best[place]!;
    }
    table[at * row + ends] = all;
  }

  function tableOf(price: number): { readonly discrete: Float64Array; readonly numeric: Float64Array } {
    const { discreteCount, numericCount } = state;
    const byDiscrete = new Float64Array((discreteCount + 1) * row);
    const byNumeric = new Float64Array((numericCount + 1) * row);
    best.fill(0);
    let all = 0;
    for (let n = numericCount; n >= 0; n -= 1) {
      if (n < numericCount) {
        const worth = worthOf(numeric[n]!, price);
        all += worth;
        take(worth);
      }
      write(byNumeric, n, all);
    }
    for (let i = discreteCount; i >= 0; i -= 1) {
      if (i < discreteCount) {
        const worth = worthOf(discrete[i]!, price);
        all += worth;
        take(worth);
      }
      write(byDiscrete, i, all);
    }
    return { discrete: byDiscrete, numeric: byNumeric };
  }

  /** The bound at the root at a price. */
  function atRoot(features: readonly number[], price: number): number {
    const worths = features.map((f) => worthOf(f, price));
    const kept = root.places < worths.length ? worths.sort((a, b) => b - a).slice(0, root.places) : worths;
    return price * root.need - kept.reduce((sum, worth) => sum + worth, 0);
  }

  /** Tables the prices around the best one: the bound at the root is concave in the price. */
  function build(): void {
    const features = [
      ...discrete.subarray(0, state.discreteCount),
      ...numeric.subarray(0, state.numericCount),
    ].sort((a, b) => gainPerCost[b]! - gainPerCost[a]!);
    const priceAt = (at: number) => 1 / gainPerCost[features[at]!]!;
    let [low, high] = [0, features.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (atRoot(features, priceAt(middle)) < atRoot(features, priceAt(middle + 1))) low = middle + 1;
      else high = middle;
    }
    const places = new Set(apart.flatMap((distance) => [low - distance, low + distance]));
    prices = [Infinity, ...[...places].filter((at) => at >= 0 && at < features.length).map(priceAt)];
    ends = Math.min(mostPlaces, root.places + 1);
    row = ends + 1;
    tables = prices.map(tableOf);
  }

  return {
    begin(need, places, sum) {
      Object.assign(root, { need, places, sum });
      nodes = 0;
    },
    isHopeless(i, n, places, need, sum) {
      nodes += 1;
      if (nodes < asked) return false;
      if (nodes === asked) build();
      if (nodes > mostNodes && state.best < Infinity) return true;
      const column = Math.min(places, ends);
      for (let p = 0; p < prices.length; p += 1) {
        const { discrete: byDiscrete, numeric: byNumeric } = tables[p]!;
        const worth = i < state.discreteCount ? byDiscrete[i * row + column]! : byNumeric[n * row + column]!;
        // At an infinite price what counts is whether there is enough margin at all.
        const [price, spent, most] = p === 0 ? [1, 0, 0] : [prices[p]!, sum, state.best];
        const bought = price * (need - enough);
        if (spent + bought - worth - rounding * (spent + bought + worth) >= most) return true;
      }
      return false;
    },
  };
}
