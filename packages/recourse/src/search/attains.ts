/** Whether a margin counts as reached: `≥ κ`, and strictly positive, since a tie is not the target's. */
export function attains(margin: number, kappa: number): boolean {
  return margin >= kappa && margin > 0;
}
