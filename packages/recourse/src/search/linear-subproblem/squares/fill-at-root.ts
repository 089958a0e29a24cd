/** Amounts of cost between a least and a most, each of which buys margin at a rate. */
export interface Amounts {
  readonly count: number;
  /** Margin per unit, > 0. */
  readonly rate: Float64Array;
  /** Absent where nothing has to be spent. */
  readonly least?: Float64Array | undefined;
  readonly most: Float64Array;
}

/**
 * The cheapest amounts that buy `need` beyond the least ones when the root of squares is majorised at a point by a square (Hunter
 * and Lange 2004): `u_j = clip(slope · (μ · rate_j − share), least_j, most_j)` with the price `μ` of a unit of margin at which
 * what is bought equals `need`, found on its breakpoints.
 *
 * @param share - Share of L1 in the cost, in `[0, 1)`.
 * @param slope - The root at the point, divided by the share of L2.
 * @param out - `[count]`, receives `u`; all the most where that buys less than `need`.
 */
export function fillAtRoot(
  { count, rate, least, most }: Amounts,
  need: number,
  share: number,
  slope: number,
  out: Float64Array,
): void {
  const lowest = (j: number) => (least === undefined ? 0 : least[j]!);
  const amount = (j: number, price: number) =>
    Math.min(most[j]!, Math.max(lowest(j), slope * (price * rate[j]! - share)));
  const bought = (price: number): number => {
    let margin = 0;
    for (let j = 0; j < count; j += 1) margin += rate[j]! * (amount(j, price) - lowest(j));
    return margin;
  };
  let below = 0;
  let above = Infinity;
  for (let j = 0; j < count; j += 1) {
    for (const end of [lowest(j), most[j]!]) {
      const price = (share + end / slope) / rate[j]!;
      if (price > below && price < above) {
        if (bought(price) < need) below = price;
        else above = price;
      }
    }
  }
  // Between breakpoints, and beyond the last one, the margin bought is a straight line in the price.
  const end = above === Infinity ? below + 1 : above;
  const low = bought(below);
  const high = bought(end);
  const price = high > low ? below + ((need - low) / (high - low)) * (end - below) : end;
  for (let j = 0; j < count; j += 1) out[j] = amount(j, price);
}
