import { enough } from '../subproblem-state.ts';
import type { UnitBox } from './unit-box.ts';
import type { UnitItems } from './unit-items.ts';

/** The separable cost `Σ a·u + b·u²` that is minimised, and how. */
interface PricedCost {
  readonly a: number;
  readonly b: number;
  /** Where the price begins; any will do. */
  readonly price: number;
  /** A bound that is enough: the search for a better one ends there. */
  readonly stopAt: number;
}

/** A lower bound of the separable cost over a box, and choices on both sides of the best price. */
export interface MarginPrice {
  /**
   * @param places - Items that may be spent on.
   * @returns A lower bound of `Σ a·u + b·u²` over all choices of the box that buy `need`; `Infinity` where none does.
   */
  bound(box: UnitBox, need: number, places: number, cost: PricedCost): number;
  /** The price of a unit of margin at which the last bound was found. */
  price(): number;
  /** The choice of the last bound that buys too little, and the one that buys enough. */
  readonly below: Float64Array;
  readonly above: Float64Array;
  /** The choice at that price, and what each item was worth there, chosen or not. */
  readonly chosen: Float64Array;
  readonly worth: Float64Array;
}

/** Prices tried for one bound at most; each is a bound already. */
const rounds = 24;

/**
 * Lagrangian relaxation of the margin wanted (Geoffrion 1974): at a price `μ` of a unit of margin every item is chosen on its
 * own, `max μ·rate·u − a·u − b·u²` over its permitted amounts, and of those that are worth it the best take the places. The
 * best price is found from a choice that buys too little and one that buys enough, at the price where the two cost the same
 * (Handler and Zang 1980), until no choice is better there.
 */
export function createMarginPrice(items: UnitItems, capacity: number): MarginPrice {
  const { rate } = items;
  const below = new Float64Array(capacity);
  const above = new Float64Array(capacity);
  const choice = new Float64Array(capacity);
  const worth = new Float64Array(capacity);
  const ranked = new Int32Array(capacity);
  let best = 0;

  /** What a spent amount of an item is worth at a price. */
  const worthOf = (j: number, units: number, price: number, a: number, b: number) =>
    (price * rate[j]! - a - b * units) * units;

  /** The best amount of an item whose amounts go by steps, next to the one wanted within its range. */
  function nextTo(box: UnitBox, j: number, wanted: number, price: number, a: number, b: number): number {
    const less = Math.max(box.low[j]!, items.atMost(j, wanted));
    const more = Math.min(box.high[j]!, items.atLeast(j, wanted));
    return worthOf(j, more, price, a, b) > worthOf(j, less, price, a, b) ? more : less;
  }

  /** The price that was chosen at last. */
  let chosenAt = NaN;

  /** Chooses at a price; `choice` and `worth` are left behind, and the best items have the places. */
  function choose(box: UnitBox, places: number, price: number, a: number, b: number): void {
    chosenAt = price;
    const { low, high, taken } = box;
    const count = items.count();
    let open = places;
    let size = 0;
    for (let j = 0; j < count; j += 1) {
      const least = low[j]!;
      const most = high[j]!;
      let units = least;
      if (least < most) {
        const slope = price * rate[j]! - a;
        const wanted = b > 0 ? slope / (2 * b) : slope > 0 ? most : least;
        if (wanted >= most) units = most;
        else if (wanted > least) units = items.isContinuous(j) ? wanted : nextTo(box, j, wanted, price, a, b);
      }
      choice[j] = units;
      worth[j] = units === 0 ? 0 : worthOf(j, units, price, a, b);
      if (taken[j] === 1) open -= 1;
      else if (units > 0) {
        ranked[size] = j;
        size += 1;
      }
    }
    if (size <= open) return;
    // The best `open` of them take the places: few, so by insertion.
    let held = 0;
    for (let i = 0; i < size; i += 1) {
      const j = ranked[i]!;
      const own = worth[j]!;
      if (held === open && (open === 0 || worth[ranked[open - 1]!]! >= own)) {
        choice[j] = 0;
        continue;
      }
      let place = held;
      for (; place > 0 && worth[ranked[place - 1]!]! < own; place -= 1) {
        if (place < open) ranked[place] = ranked[place - 1]!;
        else choice[ranked[place - 1]!] = 0;
      }
      if (place < open) ranked[place] = j;
      else choice[j] = 0;
      held = Math.min(held + 1, open);
    }
  }

  /** Chooses what buys most, whatever it costs. */
  function chooseMost(box: UnitBox, places: number): void {
    choose({ ...box, low: box.high }, places, 1, 0, 0);
  }

  let margin = 0;
  let spent = 0;
  function measure(a: number, b: number): void {
    margin = 0;
    spent = 0;
    for (let j = 0; j < items.count(); j += 1) {
      const units = choice[j]!;
      if (units === 0) continue;
      margin += rate[j]! * units;
      spent += (a + b * units) * units;
    }
  }

  return {
    below,
    above,
    chosen: choice,
    worth,
    price: () => best,
    bound(box, need, places, { a, b, price, stopAt }) {
      chooseMost(box, places);
      measure(a, b);
      if (margin < need - enough) return Infinity;
      above.set(choice);
      let [marginAbove, spentAbove] = [margin, spent];
      best = 0;
      choose(box, places, 0, a, b);
      measure(a, b);
      below.set(choice);
      let [marginBelow, spentBelow] = [margin, spent];
      let bound = spent;
      if (marginBelow >= need - enough) {
        above.set(choice);
        return bound;
      }
      let next = price;
      for (let round = 0; round < rounds && bound < stopAt; round += 1) {
        const crossing = (spentAbove - spentBelow) / (marginAbove - marginBelow);
        if (round > 0 || !(next > 0)) next = crossing;
        choose(box, places, next, a, b);
        measure(a, b);
        const found = spent + next * (need - margin);
        const level = spentBelow + next * (need - marginBelow);
        if (found > bound) {
          bound = found;
          best = next;
        }
        if (margin < need - enough) {
          below.set(choice);
          [marginBelow, spentBelow] = [margin, spent];
        } else {
          above.set(choice);
          [marginAbove, spentAbove] = [margin, spent];
        }
        if (next === crossing && found >= level - 1e-9 * Math.abs(level)) break;
      }
      if (chosenAt !== best) choose(box, places, best, a, b);
      return bound;
    },
  };
}
