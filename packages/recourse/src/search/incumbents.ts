import type { SearchContext } from './search-context.ts';

/**
 * The cheapest success found so far for every margin and row. Slot `level · rows + row` holds margin number `level` of
 * `row`; a slot without a success has an infinite cost.
 */
export interface Incumbents {
  readonly cost: Float64Array;
  readonly margin: Float64Array;
  /** `slots × F` moves, see `ActionLayout`. */
  readonly move: Float64Array;
  /** Keeps a success where it is cheaper than what the slot holds. */
  offer(slot: number, cost: number, margin: number, move: Float64Array, moveAt: number): boolean;
}

/** Empty incumbents for every margin and row of a search. */
export function createIncumbents(context: SearchContext): Incumbents {
  const slots = context.margins.length * context.rows;
  const { count } = context.layout;
  const cost = new Float64Array(slots).fill(Infinity);
  const margin = new Float64Array(slots).fill(NaN);
  const move = new Float64Array(slots * count);
  return {
    cost,
    margin,
    move,
    offer(slot, newCost, newMargin, from, at) {
      if (!(newCost < cost[slot]!)) return false;
      cost[slot] = newCost;
      margin[slot] = newMargin;
      for (let f = 0; f < count; f += 1) move[slot * count + f] = from[at + f]!;
      return true;
    },
  };
}
