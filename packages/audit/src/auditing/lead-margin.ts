/** The issue margin that summaries lead with: 0.2 where it was measured, else the first beyond 0, else 0. */
export function leadMarginOf(margins: readonly number[]): number {
  return margins.includes(0.2) ? 0.2 : (margins.find((kappa) => kappa > 0) ?? margins[0] ?? 0);
}
