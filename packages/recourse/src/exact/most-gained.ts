import type { Decision } from './decisions.ts';

/** The open decisions of a box, by their place: what each may gain and spend beyond the base point. */
export interface OpenDecisions {
  /** Where the directions of each decision begin; those of a decided one are none. */
  readonly from: Int32Array;
  /** The span of a number either side of the base point. */
  readonly up: Float64Array;
  readonly down: Float64Array;
  /** What a unit of a number costs, or another option of a group. */
  readonly weights: Float64Array;
  /** What all of it costs. */
  readonly unit: Float64Array;
  /** 1 where it would make one more feature change. */
  readonly takesPlace: Uint8Array;
  decisions: readonly Decision[];
  /** Features that may still begin to change, and what may be spent; where neither can run out, nothing binds. */
  places: number;
  budget: number;
  binding: boolean;
}

/** Room for the open decisions of boxes. */
export function createOpenDecisions(features: number): OpenDecisions {
  return {
    from: new Int32Array(features + 1),
    up: new Float64Array(features),
    down: new Float64Array(features),
    weights: new Float64Array(features),
    unit: new Float64Array(features),
    takesPlace: new Uint8Array(features),
    decisions: [],
    places: 0,
    budget: 0,
    binding: false,
  };
}

/**
 * The most that `sign · Σ` of a function of the first sums may exceed what it is at the base point, over the box, at no more
 * than the budget and for no more features than may change.
 *
 * @param along - The function along each direction, from `at` on.
 */
export type MostGained = (along: Float64Array, at: number, sign: number) => number;

/** Room for asking what may be gained of open decisions. */
export function createMostGained(open: OpenDecisions): MostGained {
  const { from, up, down, weights, unit, takesPlace } = open;
  const gains = new Float64Array(unit.length);
  const rates = new Float64Array(unit.length);
  const order = new Int32Array(unit.length);

  /** Sums the largest gains, as many as may still begin to change. */
  function mostForPlaces(count: number, sure: number): number {
    sortBy(gains, count);
    let sum = sure;
    let left = open.places;
    for (let i = 0; i < count && left > 0; i += 1) {
      if (takesPlace[order[i]!] === 0) continue;
      sum += gains[order[i]!]!;
      left -= 1;
    }
    return sum;
  }

  /** Buys gains at their rates until the budget is spent, the last one in part. */
  function mostForBudget(count: number): number {
    sortBy(rates, count);
    let sum = 0;
    let left = open.budget;
    for (let i = 0; i < count; i += 1) {
      const d = order[i]!;
      if (unit[d]! > left) return sum + left * rates[d]!;
      sum += gains[d]!;
      left -= unit[d]!;
    }
    return sum;
  }

  /** Sorts the open decisions by a key, largest first; there are few, nearly in order. */
  function sortBy(keys: Float64Array, count: number): void {
    for (let i = 1; i < count; i += 1) {
      const d = order[i]!;
      const key = keys[d]!;
      let place = i;
      for (; place > 0 && keys[order[place - 1]!]! < key; place -= 1) order[place] = order[place - 1]!;
      order[place] = d;
    }
  }

  return (along, at, sign) => {
    let count = 0;
    const { decisions, binding } = open;
    let all = 0;
    let sure = 0;
    for (let d = 0; d < decisions.length; d += 1) {
      const [first, end] = [from[d]!, from[d + 1]!];
      if (first === end) continue;
      let gain = 0;
      if (decisions[d]!.kind === 'number') {
        const slope = sign * along[at + first]!;
        const span = slope > 0 ? up[d]! : down[d]!;
        gain = slope * span;
        unit[d] = weights[d]! * Math.abs(span);
      } else {
        for (let i = first; i < end; i += 1) gain = Math.max(gain, sign * along[at + i]!);
      }
      if (!(gain > 0)) continue;
      all += gain;
      if (!binding) continue;
      if (takesPlace[d] === 0) sure += gain;
      gains[d] = gain;
      rates[d] = unit[d]! > 0 ? gain / unit[d]! : Infinity;
      order[count] = d;
      count += 1;
    }
    if (!binding) return all;
    return Math.min(all, mostForPlaces(count, sure), mostForBudget(count));
  };
}
