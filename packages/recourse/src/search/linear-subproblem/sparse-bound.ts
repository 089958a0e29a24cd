import { enough, type SubproblemState } from './subproblem-state.ts';
import { createWorthTable } from './worth-table.ts';

/** Tells nodes of the L1 branch and bound that hold nothing cheaper than the best move so far. */
export interface SparseBound {
  /** Begins a solve. */
  begin(need: number, places: number): void;
  /**
   * Whether no choice of the discrete features from `i` on and the numeric ones from `n` on, `places` of them at most, is
   * enough below the best cost so far.
   *
   * @param need - Margin still wanted.
   * @param sum - Cost spent so far.
   */
  isHopeless(i: number, n: number, places: number, need: number, sum: number): boolean;
  /**
   * A lower bound of the L1 cost of all moves that change one feature by `units` of cost, for `gain` of the margin wanted, and
   * others as they will, `places` features in all.
   */
  withChange(units: number, gain: number, need: number, places: number): number;
  /** Whether the present solve came to its limit of nodes: what it has may then not be the cheapest. */
  cutShort(): boolean;
}

/** Nodes that are not asked about, beside one a feature: most searches end before, and tables would cost more. */
const unasked = 64;

/** Nodes of one search, at most; what was found until then stays. */
const mostNodes = 100_000;

/** How far from the best price others are tabled, in places of the order by margin per cost. */
const apart = [0, -2, 2, -8, 8, -30, 30];

/** By how much the need may differ from the one that prices were chosen for, relatively. */
const sameNeed = 0.2;

/** What sums of products are off by, relatively, with much to spare. */
const rounding = 1e-10;

/**
 * Lagrangian relaxation of the margin wanted (Geoffrion 1974): at a price `μ` of a unit of margin a feature is worth at most
 * `max(0, μ · gain − 1) · headroom`, groups and ordinals in part, and `sum + μ · need` less what the most worthy features
 * for the places left are worth is a lower bound. The worth of every tail of the features is tabled, once for a slope, for
 * prices around the best one, so that a node is asked in a few steps. Nothing that is cheaper than the best move so far is
 * cut, so what a search finds does not depend on it, unless it is one of more than 100,000 nodes.
 */
export function createSparseBound(state: SubproblemState): SparseBound {
  const { discrete, numeric, efficiency, layout } = state;
  const { gainPerCost, order } = efficiency;
  const asked = unasked + layout.count;
  const table = createWorthTable(layout, efficiency, apart.length + 1);
  let nodes = 0;
  let isCut = false;
  let need = 0;
  let places = 0;
  /** What the table is of. */
  let version = -1;
  let tabledNeed = NaN;

  const priceAt = (at: number) => 1 / gainPerCost[order[at]!]!;

  /** Where in the order the best price is: the bound is concave in the price, which is best where a feature breaks even. */
  function bestAt(wanted: number, left: number): number {
    const boundAt = (at: number) => priceAt(at) * wanted - table.mostWorth(priceAt(at), left);
    let [low, high] = [0, efficiency.size() - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (boundAt(middle) < boundAt(middle + 1)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Tables the prices around the best one. */
  function build(): void {
    const isFresh = version === efficiency.version();
    if (isFresh && Math.abs(need - tabledNeed) <= sameNeed * tabledNeed) return;
    [version, tabledNeed] = [efficiency.version(), need];
    const best = bestAt(need, places);
    const around = apart.map((distance) => best + distance).filter((at) => at >= 0 && at < efficiency.size());
    table.fill([Infinity, ...around.map(priceAt)]);
  }

  /** The price that bounds of moves with one given change are taken at, what the rest is worth there, and of what both are. */
  const priced = { version: -1, need: NaN, places: NaN, price: 0, worth: 0 };

  function priceOfRest(wanted: number, left: number): void {
    if (priced.version === efficiency.version() && priced.need === wanted && priced.places === left) return;
    [priced.version, priced.need, priced.places] = [efficiency.version(), wanted, left];
    if (efficiency.size() === 0 || !(wanted > enough)) [priced.price, priced.worth] = [0, 0];
    else {
      priced.price = priceAt(bestAt(wanted, left));
      priced.worth = table.mostWorth(priced.price, Math.max(0, left - 1));
    }
  }

  return {
    begin(wanted, left) {
      nodes = 0;
      isCut = false;
      need = wanted;
      places = left;
    },
    isHopeless(i, n, left, wanted, sum) {
      nodes += 1;
      if (nodes < asked) return false;
      if (nodes === asked) build();
      if (nodes > mostNodes && state.best < Infinity) {
        isCut = true;
        return true;
      }
      let from = -1;
      if (i < state.discreteCount) from = discrete[i]!;
      else if (n < state.numericCount) from = numeric[n]!;
      for (let p = 0; p < table.prices.length; p += 1) {
        const worth = table.worthFrom(p, from, left);
        // At an infinite price what counts is whether there is enough margin at all.
        const isFirst = p === 0;
        const bought = isFirst ? wanted - enough : table.prices[p]! * (wanted - enough);
        const spent = isFirst ? 0 : sum;
        const bound = spent + bought - worth - rounding * (spent + bought + worth);
        if (bound >= (isFirst ? 0 : state.best)) return true;
      }
      return false;
    },
    withChange(units, gain, wanted, left) {
      priceOfRest(wanted, left);
      const { price, worth } = priced;
      const bought = price * (wanted - gain - enough);
      return units + bought - worth - rounding * (units + Math.abs(bought) + worth);
    },
    cutShort: () => isCut,
  };
}
