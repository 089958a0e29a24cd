/** Unit roundoff of float32 and of float64. */
export const unitRoundoff = { float32: 2 ** -24, float64: 2 ** -53 } as const;

/**
 * `γ_n = n u / (1 − n u)`: a sum of products in floating point, in any order and with or without fused operations,
 * differs from the exact one by at most `γ_n` times the sum of the absolute products, `n` being the number of roundings
 * that one summand can go through (Higham 2002, "Accuracy and Stability of Numerical Algorithms", §3.1).
 *
 * @param roundings at least 0, far below `1 / unit`
 * @param unit the unit roundoff
 */
export function gamma(roundings: number, unit: number): number {
  return (roundings * unit) / (1 - roundings * unit);
}
