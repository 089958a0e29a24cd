import { bitRange } from '../integer-grid.ts';

/**
 * Bits of each channel, so that its number of levels goes with `range^(2/3)` as nearly as whole bits from 2 to 8 let it: all
 * have 2 at first, then one bit after another goes to the channel that is farthest below `2/3 · log2 range`, the first
 * of equal ones, until the mean is `bits`. A channel without a range keeps 2.
 *
 * The publication divides a number of levels and rounds their logarithms, which only about keeps the mean; here the mean is
 * kept and the sum of levels is what comes of it.
 *
 * @param ranges widths of the channels' ranges, not negative.
 * @param bits mean, 2 to 8.
 * @returns as many whole numbers; their mean is `bits`, less where channels without a range are left.
 * @see Banner et al. 2019, "Post training 4-bit quantization of convolutional networks for rapid-deployment", §3.2.
 */
export function bitsByRange(ranges: readonly number[], bits: number): number[] {
  const aims = ranges.map((range) => (2 / 3) * Math.log2(range));
  const widths = ranges.map((): number => bitRange.min);
  for (let left = ranges.length * (bits - bitRange.min); left > 0; left -= 1) {
    let [next, most] = [-1, -Infinity];
    aims.forEach((aim, channel) => {
      const lack = aim - widths[channel]!;
      if (widths[channel]! < bitRange.max && lack > most) [next, most] = [channel, lack];
    });
    if (next < 0) break;
    widths[next]! += 1;
  }
  return widths;
}
