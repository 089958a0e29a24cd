import type { AffineTensor } from '../quantized-tensor.ts';

/**
 * Mean number of bits that the codes of a tensor take each for itself: from the first bit of the distance from the zero
 * point to its last one that is set, and one for the sign; none for a code at the zero point. What fixed circuits or an
 * entropy code may save over one width for all is seen in it; a file stores the width.
 *
 * @see Sun et al. 2024, "HGQ", §3, whose bit operations count the bits of a constant so (without a sign).
 */
export function enclosedBits({ codes, zeroPoint, axis, shape }: AffineTensor): number {
  const inner =
    axis === null ? codes.length : shape.slice(axis + 1).reduce((size, length) => size * length, 1);
  let total = 0;
  codes.forEach((code, index) => {
    const magnitude = Math.abs(code - zeroPoint[Math.floor(index / inner) % zeroPoint.length]!);
    if (magnitude === 0) return;
    const lowest = magnitude & -magnitude;
    total += Math.floor(Math.log2(magnitude / lowest)) + 2;
  });
  return codes.length === 0 ? Number.NaN : total / codes.length;
}
