import { enough } from '../search/linear-subproblem/subproblem-state.ts';
import type { Offer } from './offer.ts';

/** What is known of the cheapest parts where places are few. */
export interface ScarcePlaces {
  /** At least what offers from a place of their order on cost that add up to `left` with `open` places; `Infinity` where they cannot. */
  readonly least: (from: number, open: number, left: number) => number;
  /** What some parts cost that add up to the need; `Infinity` where none were met. */
  readonly most: number;
}

/** Golden section: what of an interval is kept in each step. */
const golden = (Math.sqrt(5) - 1) / 2;

/**
 * A bound that knows that places are few. With a price λ for the margin, each offer is worth `λ gain − unit` to whoever takes
 * it, and at most `open` of those that need a place are taken: `λ left − Σ worth⁺ − Σ of the open largest worth⁺` is at most
 * the cost, whatever λ ≥ 0 is. λ is the best one of all offers for `need`; sums of the largest are tables.
 *
 * @param order - Places of the offers, in the order in which they are decided.
 * @see Fisher 1981, "The Lagrangian Relaxation Method for Solving Integer Programming Problems".
 */
export function scarcePlaces(
  offers: readonly Offer[],
  order: readonly number[],
  places: number,
  need: number,
): ScarcePlaces {
  const ordered = order.map((o) => offers[o]!);
  let most = Infinity;
  const boundOf = (price: number): number => {
    most = Math.min(most, costOfWorthiest(ordered, places, need, price));
    const worth = largestFrom(ordered, places, ({ gain, unit }) => price * gain - unit);
    return price * need - worth(0, places);
  };
  let [low, high] = [0, 2 * Math.max(...ordered.map(({ gain, unit }) => unit / gain))];
  for (let step = 0; step < 40; step += 1) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    if (boundOf(left) < boundOf(right)) low = left;
    else high = right;
  }
  const price = (low + high) / 2;
  const worth = largestFrom(ordered, places, ({ gain, unit }) => price * gain - unit);
  const reach = largestFrom(ordered, places, ({ gain }) => gain);
  return {
    least: (from, open, left) =>
      left > reach(from, open) + enough ? Infinity : price * left - worth(from, open),
    most,
  };
}

/** The cost of the offers that are worth most at a price, groups whole and numbers as far as they are needed. */
function costOfWorthiest(ordered: readonly Offer[], places: number, need: number, price: number): number {
  const worth = ({ gain, unit }: Offer): number => price * gain - unit;
  const free = ordered.filter(({ takesPlace }) => !takesPlace);
  const placed = ordered.filter(({ takesPlace }) => takesPlace).sort((a, b) => worth(b) - worth(a));
  const taken = [...free, ...placed.slice(0, places)];
  let [left, cost] = [need, 0];
  for (const { gain, unit } of taken.filter(({ isNumber }) => !isNumber)) {
    left -= gain;
    cost += unit;
  }
  const numbers = taken.filter(({ isNumber }) => isNumber);
  for (const { gain, unit } of numbers.sort((a, b) => b.gain / b.unit - a.gain / a.unit)) {
    const part = Math.max(0, Math.min(1, left / gain));
    left -= part * gain;
    cost += part * unit;
  }
  return left <= enough ? cost : Infinity;
}

/** From each place of the order on: the sum of what needs no place, and of the `open` largest that need one, none below 0. */
function largestFrom(
  ordered: readonly Offer[],
  places: number,
  value: (offer: Offer) => number,
): (from: number, open: number) => number {
  const width = places + 1;
  const sums = new Float64Array((ordered.length + 1) * width);
  const largest = new Float64Array(places);
  let free = 0;
  for (let at = ordered.length - 1; at >= 0; at -= 1) {
    const offer = ordered[at]!;
    const own = Math.max(0, value(offer));
    if (!offer.takesPlace) free += own;
    else if (places > 0 && own > largest[places - 1]!) {
      let rank = places - 1;
      for (; rank > 0 && largest[rank - 1]! < own; rank -= 1) largest[rank] = largest[rank - 1]!;
      largest[rank] = own;
    }
    let sum = free;
    sums[at * width] = sum;
    for (let open = 1; open <= places; open += 1) {
      sum += largest[open - 1]!;
      sums[at * width + open] = sum;
    }
  }
  return (from, open) => sums[from * width + Math.max(0, Math.min(open, places))]!;
}
