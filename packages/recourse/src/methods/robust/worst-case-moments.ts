/** What is known of the distribution of a margin at a point. */
export interface MarginMoments {
  readonly mean: number;
  readonly deviation: number;
  /** How far mean and deviation may be from the truth, as a Euclidean length; ≥ 0. */
  readonly distance: number;
}

/**
 * The largest probability of a margin at most 0 over all distributions whose mean and standard deviation lie within a
 * Euclidean distance of the given ones, the Gelbrich ball of DiRRAc (Nguyen, Bui, Nguyen, Yue and Nguyen 2023, §3) seen along
 * the margin: by Cantelli's inequality `s² / (s² + a²)`, at the point of the disc whose direction is steepest. 1 where a mean
 * of 0 is within the distance.
 */
export function worstCaseProbability({ mean, deviation, distance }: MarginMoments): number {
  const length = Math.hypot(mean, deviation);
  if (mean <= 0 || length <= distance) return 1;
  const angle = Math.atan2(deviation, mean) + Math.asin(distance / length);
  return angle >= Math.PI / 2 ? 1 : Math.sin(angle) ** 2;
}

/**
 * What is left of a mean so that it is ≥ 0 exactly where {@link worstCaseProbability} is at most `1 − reliability`:
 * `a − τ·s − √(1 + τ²)·ρ` with `τ = √(r / (1 − r))`, a second-order cone constraint (the disc lies on the safe side of the line
 * `a = τ·s`).
 *
 * @param reliability - `r`, in [0, 1).
 */
export function reliableMargin({ mean, deviation, distance }: MarginMoments, reliability: number): number {
  const tau = deviationsOf(reliability);
  return mean - tau * deviation - Math.sqrt(1 + tau ** 2) * distance;
}

/** `τ`: how many deviations from 0 the mean of any distribution must be to be positive with a probability. */
export function deviationsOf(reliability: number): number {
  return Math.sqrt(reliability / (1 - reliability));
}
