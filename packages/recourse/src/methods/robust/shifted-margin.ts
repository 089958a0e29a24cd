/** The ball that shifts of the weights lie in: each of them at most so large, or their Euclidean length. */
export const shiftBalls = ['l-infinity', 'l2'] as const;
export type ShiftBall = (typeof shiftBalls)[number];

/**
 * The least margin of a linear model whose weights and bias are shifted by at most `shift`,
 * `min_{‖δ‖ ≤ shift} (w + δ_w)·x + b + δ_b = m(x) − shift · ‖(x, 1)‖_*` (Upadhyay, Joshi and Lakkaraju 2021, the inner problem),
 * where the dual norm is L1 for `l-infinity` and L2 for `l2`.
 *
 * @param margin - `m(x)`.
 * @param point - `x` starts at `at`.
 * @param slope - The gradient of `m`, `width` numbers from `at`; made that of the least margin, in place.
 * @returns The least margin.
 */
export function shiftedMargin(
  { ball, shift, width }: { readonly ball: ShiftBall; readonly shift: number; readonly width: number },
  margin: number,
  point: Float32Array,
  slope: Float32Array,
  at: number,
): number {
  let sum = 1;
  let squares = 1;
  for (let c = at; c < at + width; c += 1) {
    sum += Math.abs(point[c]!);
    squares += point[c]! ** 2;
  }
  const length = Math.sqrt(squares);
  for (let c = at; c < at + width; c += 1) {
    slope[c]! -= shift * (ball === 'l2' ? point[c]! / length : Math.sign(point[c]!));
  }
  return margin - shift * (ball === 'l2' ? length : sum);
}
