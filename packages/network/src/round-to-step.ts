/** The nearest whole number, of two the even one. */
function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

/**
 * The step that a number is rounded to: `clamp(round(value / scale), lowest, highest)`, the division in float32, ties to
 * even.
 *
 * @param value a float32 number.
 * @param scale step size, a float32 number other than 0.
 */
export function roundToStep(value: number, scale: number, lowest: number, highest: number): number {
  return Math.min(Math.max(roundHalfEven(Math.fround(value / scale)), lowest), highest);
}
