/**
 * The lowest and highest multiples of a step within raw bounds, as their numbers `n`; the first exceeds the second where
 * no multiple lies between.
 *
 * @param step Above 0.
 */
export function stepRange(
  [lowest, highest]: readonly [number, number],
  step: number,
): readonly [first: number, last: number] {
  // A bound that is a multiple itself up to rounding counts as one.
  const slack = 2 ** -40;
  const low = lowest / step;
  const high = highest / step;
  return [
    Math.ceil(low - slack * Math.max(1, Math.abs(low))) + 0,
    Math.floor(high + slack * Math.max(1, Math.abs(high))) + 0,
  ];
}
