/** What is still open of each item of a subproblem: the least and the most that may be spent on it. */
export interface UnitBox {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** 1 where the item takes a place for certain. */
  readonly taken: Uint8Array;
  /** No choice of the box costs less. */
  readonly bound: number;
  /** Prices of a unit of margin at which the bound was found, by term of the cost; where the next bounds begin. */
  readonly prices: Float64Array;
}

/** A box with one item narrowed. */
export function narrowed(box: UnitBox, item: number, low: number, high: number, taken: 0 | 1): UnitBox {
  return {
    low: box.low.with(item, low),
    high: box.high.with(item, high),
    taken: box.taken.with(item, taken),
    bound: box.bound,
    prices: box.prices.slice(),
  };
}
