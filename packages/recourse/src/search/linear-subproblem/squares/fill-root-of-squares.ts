/**
 * One continuous sub-problem of the exact linear move: buy `need` units of margin from numeric features at least cost,
 *
 * `min share·Σ_j u_j + (1 − share)·√(squares + Σ_j u_j²)  s.t.  Σ_j rate_j·u_j ≥ need,  0 ≤ u_j ≤ capacity_j`
 *
 * where `u_j` is the cost feature `j` alone would have, `rate_j > 0` the margin it buys per unit of `u_j`, and `squares`
 * what the features already changed contribute to the L2 part. For a fixed root `s` the square root is majorised by
 * `s/2 + (·)/(2s)`, which touches it at the current point; the majorised problem is separable with solution
 * `u_j = clip(s·(μ·rate_j − share)/(1 − share), 0, capacity_j)`, and the price `μ` is found exactly on its breakpoints.
 * Repeating (majorise–minimise; Hunter & Lange 2004) lowers the cost each time. With `share = 0` one pass is exact.
 *
 * @param rate - `[count]`, any order, > 0.
 * @param capacity - `[count]`, ≥ 0.
 * @param share - Share of L1 in the cost, in `[0, 1)`; pure L1 is a greedy fill and does not come here.
 * @param out - `[count]`, receives `u`.
 * @returns False where even all capacity cannot buy `need`; `out` is then unspecified.
 */
export function fillRootOfSquares(
  count: number,
  rate: Float64Array,
  capacity: Float64Array,
  need: number,
  squares: number,
  share: number,
  out: Float64Array,
): boolean {
  let most = 0;
  for (let j = 0; j < count; j += 1) most += rate[j]! * capacity[j]!;
  if (most < need * (1 - 1e-12)) return false;
  let root = 1;
  let previous = Infinity;
  for (let pass = 0; pass < 200; pass += 1) {
    fillSeparable(count, rate, capacity, need, share, root / (1 - share), out);
    if (share === 0) return true;
    let sum = 0;
    let total = squares;
    for (let j = 0; j < count; j += 1) {
      sum += out[j]!;
      total += out[j]! * out[j]!;
    }
    root = Math.sqrt(total);
    const cost = share * sum + (1 - share) * root;
    if (previous - cost <= 1e-10 * cost) return true;
    previous = cost;
  }
  return true;
}

/** `u_j = clip(slope·(μ·rate_j − share), 0, capacity_j)` with the `μ` at which the margin bought equals `need`. */
function fillSeparable(
  count: number,
  rate: Float64Array,
  capacity: Float64Array,
  need: number,
  share: number,
  slope: number,
  out: Float64Array,
): void {
  const bought = (price: number): number => {
    let margin = 0;
    for (let j = 0; j < count; j += 1) {
      margin += rate[j]! * Math.min(capacity[j]!, Math.max(0, slope * (price * rate[j]! - share)));
    }
    return margin;
  };
  let below = 0;
  let above = Infinity;
  for (let j = 0; j < count; j += 1) {
    for (let end = 0; end < 2; end += 1) {
      const price = (share + (end * capacity[j]!) / slope) / rate[j]!;
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
  for (let j = 0; j < count; j += 1) {
    out[j] = Math.min(capacity[j]!, Math.max(0, slope * (price * rate[j]! - share)));
  }
}
