import { enough, priceOf } from '../subproblem-state.ts';
import { fillRootOfSquares } from './fill-root-of-squares.ts';
import type { UnitBox } from './unit-box.ts';
import type { UnitItems } from './unit-items.ts';

/** What features decided beforehand cost, and the shape of the cost. */
export interface CostSoFar {
  readonly share: number;
  readonly sum: number;
  readonly squares: number;
}

/** Makes choices that buy enough of ones that nearly do. */
export interface RoundChoice {
  /**
   * Keeps the items that a choice spends on, numbers at any value filled together for what the rest leaves, one of the
   * others raised where that is not enough, and each lowered as far as the margin allows.
   *
   * @param out - Receives the amounts.
   * @returns Their cost, `Infinity` where they do not buy enough.
   */
  round(box: UnitBox, choice: Float64Array, need: number, cost: CostSoFar, out: Float64Array): number;
}

/** Room for rounding choices of items. */
export function createRoundChoice(items: UnitItems, capacity: number): RoundChoice {
  const { rate } = items;
  const rates = new Float64Array(capacity);
  const room = new Float64Array(capacity);
  const filled = new Float64Array(capacity);
  const free = new Int32Array(capacity);
  const trial = new Float64Array(capacity);
  let size = 0;

  function costOf(units: Float64Array, { share, sum, squares }: CostSoFar): number {
    let linear = sum;
    let total = squares;
    for (let j = 0; j < items.count(); j += 1) {
      linear += units[j]!;
      total += units[j]! ** 2;
    }
    return priceOf(share, linear, total);
  }

  /** The margin that the items cannot buy at these amounts, numbers at any value left out. */
  function missing(units: Float64Array, need: number): number {
    let left = need;
    for (let j = 0; j < items.count(); j += 1) if (!items.isContinuous(j)) left -= rate[j]! * units[j]!;
    return left;
  }

  /** Fills the free numbers for what is left; the cost of it all, `Infinity` where they cannot buy it. */
  function fill(units: Float64Array, need: number, cost: CostSoFar): number {
    const left = missing(units, need);
    let { squares } = cost;
    for (let j = 0; j < items.count(); j += 1) {
      if (!items.isContinuous(j)) squares += units[j]! ** 2;
    }
    for (let q = 0; q < size; q += 1) units[free[q]!] = 0;
    if (left > enough) {
      if (size === 0 || !fillRootOfSquares(size, rates, room, left, squares, cost.share, filled))
        return Infinity;
      for (let q = 0; q < size; q += 1) units[free[q]!] = filled[q]!;
    }
    return costOf(units, cost);
  }

  /** Raises one item that is no number at any value, where that buys what is missing; the cheapest counts. */
  function raise(
    box: UnitBox,
    choice: Float64Array,
    need: number,
    cost: CostSoFar,
    out: Float64Array,
  ): number {
    const left = missing(choice, need);
    let best = Infinity;
    for (let j = 0; j < items.count(); j += 1) {
      if (items.isContinuous(j) || (choice[j] === 0 && box.taken[j] === 0)) continue;
      const to = items.atLeast(j, choice[j]! + left / rate[j]!);
      if (to > box.high[j]!) continue;
      trial.set(choice);
      trial[j] = to;
      const found = fill(trial, need, cost);
      if (found >= best) continue;
      best = found;
      out.set(trial);
    }
    return best;
  }

  /** Lowers items one after the other as far as the margin and their ranges allow. */
  function lower(box: UnitBox, units: Float64Array, need: number): void {
    let spare = -missing(units, need);
    for (let q = 0; q < size; q += 1) spare += rate[free[q]!]! * units[free[q]!]!;
    for (let j = items.count() - 1; j >= 0 && spare > 0; j -= 1) {
      if (items.isContinuous(j) || units[j] === 0) continue;
      const to = items.atLeast(j, Math.max(box.low[j]!, units[j]! - spare / rate[j]!));
      if (!(to < units[j]!)) continue;
      spare -= rate[j]! * (units[j]! - to);
      units[j] = to;
    }
  }

  return {
    round(box, choice, need, cost, out) {
      size = 0;
      for (let j = 0; j < items.count(); j += 1) {
        if (!items.isContinuous(j) || (choice[j] === 0 && box.taken[j] === 0)) continue;
        free[size] = j;
        rates[size] = rate[j]!;
        room[size] = box.high[j]!;
        size += 1;
      }
      out.set(choice);
      const found = fill(out, need, cost);
      if (found === Infinity) {
        if (raise(box, choice, need, cost, out) === Infinity) return Infinity;
      }
      if (found === Infinity || size === 0) lower(box, out, need);
      return costOf(out, cost);
    },
  };
}
