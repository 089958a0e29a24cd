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
  amounts: Amounts,
  need: number,
  share: number,
  slope: number,
  out: Float64Array,
): void {
  const { count, rate, most } = amounts;
  let below = 0;
  let above = Infinity;
  for (let j = 0; j < count; j += 1) {
    for (let side = 0; side < 2; side += 1) {
      const end = side === 0 ? lowest(amounts, j) : most[j]!;
      const price = (share + end / slope) / rate[j]!;
      if (price > below && price < above) {
        if (boughtAt(amounts, price, share, slope) < need) below = price;
        else above = price;
      }
    }
  }
  // Between breakpoints, and beyond the last one, the margin bought is a straight line in the price.
  const end = above === Infinity ? below + 1 : above;
  const low = boughtAt(amounts, below, share, slope);
  const high = boughtAt(amounts, end, share, slope);
  const price = high > low ? below + ((need - low) / (high - low)) * (end - below) : end;
  for (let j = 0; j < count; j += 1) out[j] = amountAt(amounts, j, price, share, slope);
}

const lowest = ({ least }: Amounts, j: number): number => (least === undefined ? 0 : least[j]!);

/** What is spent on one at a price of a unit of margin. */
function amountAt(amounts: Amounts, j: number, price: number, share: number, slope: number): number {
  const { rate, most } = amounts;
  return Math.min(most[j]!, Math.max(lowest(amounts, j), slope * (price * rate[j]! - share)));
}

/** The margin that all of them buy beyond the least ones at a price. */
function boughtAt(amounts: Amounts, price: number, share: number, slope: number): number {
  const { count, rate } = amounts;
  let margin = 0;
  for (let j = 0; j < count; j += 1) {
    margin += rate[j]! * (amountAt(amounts, j, price, share, slope) - lowest(amounts, j));
  }
  return margin;
}
