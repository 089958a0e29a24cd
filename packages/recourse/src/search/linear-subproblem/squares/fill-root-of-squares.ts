import { fillAtRoot } from './fill-at-root.ts';

/**
 * One continuous sub-problem of the exact linear move: buy `need` units of margin from numeric features at least cost,
 *
 * `min share·Σ_j u_j + (1 − share)·√(squares + Σ_j u_j²)  s.t.  Σ_j rate_j·u_j ≥ need,  0 ≤ u_j ≤ capacity_j`
 *
 * where `u_j` is the cost feature `j` alone would have, `rate_j > 0` the margin it buys per unit of `u_j`, and `squares`
 * what the features already changed contribute to the L2 part. For a fixed root `s` the square root is majorised by
 * `s/2 + (·)/(2s)`, which touches it at the current point, and {@link fillAtRoot} solves what remains.
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
    fillAtRoot({ count, rate, most: capacity }, need, share, root / (1 - share), out);
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
