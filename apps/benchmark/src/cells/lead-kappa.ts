/** The issue margin that tables lead with. */
const leadMargin = 0.2;

/**
 * The issue margin that tables lead with: 0.2, or of those measured the one nearest to it (the smaller of two).
 *
 * @param margins ascending, at least one
 */
export function leadKappaOf(margins: readonly number[]): number {
  return margins.reduce((best, kappa) =>
    Math.abs(kappa - leadMargin) < Math.abs(best - leadMargin) ? kappa : best,
  );
}
