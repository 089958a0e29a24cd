/**
 * Numbers as the values of a bool: 0 is false, any other number true.
 *
 * @returns 0 and 1 only; the same array where it holds nothing else.
 */
export function flagsOf(values: ArrayLike<number>): Uint8Array {
  if (values instanceof Uint8Array && !values.some((value) => value > 1)) return values;
  return Uint8Array.from(values, (value) => (value === 0 ? 0 : 1));
}
