import { enough } from '../search/linear-subproblem/subproblem-state.ts';
import { scarcePlaces, type ScarcePlaces } from './scarce-places.ts';
import type { Filled, Offer } from './offer.ts';

/** Nodes after which a bound that knows how few places there are is worth its tables. */
const patience = 256;

/** Margin per cost. */
const rate = ({ gain, unit }: Offer) => gain / unit;

/**
 * The cheapest parts of offers that add up to `need`, in L1: groups whole, by branch and bound, then numbers in part, by a
 * greedy fill in order of margin per cost (Dantzig 1957). Exact. Where many features compete for few places, {@link scarcePlaces}
 * cuts off what cannot be cheaper; what is found is the same.
 *
 * @param places - Features that may still begin to change.
 * @param limit - Only costs below it are of interest.
 * @returns Null where there are none.
 */
export function fillLinear(
  offers: readonly Offer[],
  places: number,
  need: number,
  limit: number,
): Filled | null {
  const byRate = [...offers.keys()].sort((a, b) => rate(offers[b]!) - rate(offers[a]!));
  const groups = byRate.filter((o) => !offers[o]!.isNumber);
  const numbers = byRate.filter((o) => offers[o]!.isNumber);
  const parts = new Float64Array(offers.length);
  const found = new Float64Array(offers.length);
  let best = limit;
  let nodes = 0;
  let scarce: ScarcePlaces | null = null;

  /** Whether nothing below the best can come of what is left, from a place of the order on. */
  function isHopeless(from: number, open: number, left: number, cost: number): boolean {
    nodes += 1;
    if (nodes < patience) return false;
    if (scarce === null) {
      scarce = scarcePlaces(offers, [...groups, ...numbers], places, need);
      // The cheapest is no dearer and still to be found, unless it has been: it stays below this.
      best = Math.min(best, scarce.most * (1 + 1e-9));
    }
    // A bound that rounding alone puts above the best cuts off nothing.
    return cost + scarce.least(from, open, left) > best * (1 + 1e-12);
  }

  /** At least the cost of what is left, groups from `g` on and numbers in part, sparsity forgotten. */
  function leastFor(g: number, left: number): number {
    let cost = 0;
    let [i, n] = [g, 0];
    while (left > enough) {
      const group = i < groups.length ? offers[groups[i]!]! : undefined;
      const number = n < numbers.length ? offers[numbers[n]!]! : undefined;
      const isGroup = group !== undefined && (number === undefined || rate(group) >= rate(number));
      const next = isGroup ? group : number;
      if (next === undefined) return Infinity;
      if (isGroup) i += 1;
      else n += 1;
      if (next.gain >= left) return cost + left / rate(next);
      cost += next.unit;
      left -= next.gain;
    }
    return cost;
  }

  function fill(n: number, open: number, left: number, cost: number): void {
    if (left <= enough) {
      if (cost >= best) return;
      best = cost;
      found.set(parts);
      return;
    }
    if (n === numbers.length) return;
    const o = numbers[n]!;
    const offer = offers[o]!;
    if (cost + left / rate(offer) >= best || isHopeless(groups.length + n, open, left, cost)) return;
    if (!offer.takesPlace || open > 0) {
      const part = Math.min(1, left / offer.gain);
      parts[o] = part;
      fill(n + 1, open - Number(offer.takesPlace), left - part * offer.gain, cost + part * offer.unit);
      parts[o] = 0;
      // What takes no place is never better left out.
      if (!offer.takesPlace) return;
    }
    // Leaving out pays only where places are scarce.
    if (open < numbers.length - n) fill(n + 1, open, left, cost);
  }

  function branch(g: number, open: number, left: number, cost: number): void {
    if (cost + leastFor(g, left) >= best) return;
    if (left > enough && isHopeless(g, open, left, cost)) return;
    if (g === groups.length || left <= enough) {
      fill(0, open, left, cost);
      return;
    }
    const o = groups[g]!;
    if (open > 0) {
      parts[o] = 1;
      branch(g + 1, open - 1, left - offers[o]!.gain, cost + offers[o]!.unit);
      parts[o] = 0;
    }
    branch(g + 1, open, left, cost);
  }

  branch(0, places, need, 0);
  return best < limit ? { cost: best, parts: found } : null;
}
