/** Half of the bits of a multiplier: products with either half are exact in double precision. */
const halfBits = 16;

/**
 * `(sum · multiplier + 2^(shift − 1)) >> shift`, exactly.
 *
 * @param sum 0 to 2^31 − 1.
 * @param multiplier 0 to 2^31 − 1.
 * @param shift 17 to 62.
 */
export function requantize(sum: number, multiplier: number, shift: number): number {
  const high = Math.floor(multiplier / 2 ** halfBits);
  const low = multiplier % 2 ** halfBits;
  // floor((high · 2^16 + low + half) / 2^shift): the low half counts as the whole multiples of 2^16 that are in it.
  const whole = sum * high + Math.floor((sum * low) / 2 ** halfBits) + 2 ** (shift - 1 - halfBits);
  return Math.floor(whole / 2 ** (shift - halfBits));
}

/** A ratio as `multiplier / 2^shift`. */
export interface FixedPoint {
  readonly multiplier: number;
  readonly shift: number;
}

const mostShift = 62;
const leastShift = 17;

/**
 * The nearest fixed-point number with a multiplier of 31 bits and a shift from 17 to 62. Ratios from 2^14 on are held at
 * that: any sum but 0 goes beyond all codes. Below 2^-31 the multiplier has fewer bits, as few then matter.
 *
 * @param ratio positive and finite.
 */
export function fixedPointOf(ratio: number): FixedPoint {
  // log2 may be off by one at powers of two, so the fraction is put into [1/2, 1) after it.
  let power = Math.floor(Math.log2(ratio)) + 1;
  if (ratio / 2 ** power >= 1) power += 1;
  if (ratio / 2 ** power < 0.5) power -= 1;
  let multiplier = Math.round((ratio / 2 ** power) * 2 ** 31);
  if (multiplier === 2 ** 31) [multiplier, power] = [2 ** 30, power + 1];
  const shift = 31 - power;
  if (shift < leastShift) return { multiplier: 2 ** 31 - 1, shift: leastShift };
  if (shift > mostShift) return { multiplier: Math.round(ratio * 2 ** mostShift), shift: mostShift };
  return { multiplier, shift };
}
