/**
 * A raw value as a whole multiple of the step, `n * step` to the last bit, where it is one up to what writing a
 * decimal number loses; any other value as it is. What the encoder standardises for a feature with a step.
 *
 * @param step Above 0.
 */
export function onStep(raw: number, step: number): number {
  const multiple = Math.round(raw / step) * step;
  return Math.abs(raw - multiple) <= 2 ** -40 * Math.max(Math.abs(raw), step) ? multiple : raw;
}
