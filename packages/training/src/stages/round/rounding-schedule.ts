/** Share of the run in which the penalty rests, so that the objective alone moves the weights first. */
const warmUp = 0.2;
/** Sharpness of the penalty after the warm-up and at the end. */
const sharpest = 20;
const bluntest = 2;
/** Weight of the penalty, per weight that is between two codes. */
const weight = 1e-3;

/** Whether the penalty rests when `progress` of the run, in [0, 1], is done. */
export function roundingRests(progress: number): boolean {
  return progress < warmUp;
}

/**
 * Weight of the rounding penalty when `progress` of the run, in [0, 1], is done.
 *
 * @see Nagel et al. 2020 §5 and appendix, which let the penalty rest for the first fifth.
 */
export function roundingWeight(progress: number): number {
  return roundingRests(progress) ? 0 : weight;
}

/** Sharpness `β` when `progress` of the run, in [0, 1], is done: 20 until the warm-up ends, then down to 2 by a cosine. */
export function roundingSharpness(progress: number): number {
  const since = Math.max(0, (progress - warmUp) / (1 - warmUp));
  return bluntest + (sharpest - bluntest) * 0.5 * (1 + Math.cos(Math.PI * since));
}
