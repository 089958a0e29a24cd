/**
 * Adds `centre · w` to `low` and `radius · |w|` to `high`, the middles and half-widths of a layer's sums over what may enter it.
 * Four units at a time, and each weight is loaded once for both.
 *
 * @param index `[live]` the units that enter.
 * @param live how many entries of `index`, `centre` and `radius` count.
 * @param weight `[units, low.length]`.
 */
export function addIntervals(
  low: Float64Array,
  high: Float64Array,
  centre: Float64Array,
  radius: Float64Array,
  index: Int32Array,
  live: number,
  weight: Float64Array,
): void {
  const width = low.length;
  let i = 0;
  for (; i + 3 < live; i += 4) {
    const [c0, c1, c2, c3] = [centre[i]!, centre[i + 1]!, centre[i + 2]!, centre[i + 3]!];
    const [r0, r1, r2, r3] = [radius[i]!, radius[i + 1]!, radius[i + 2]!, radius[i + 3]!];
    const at0 = index[i]! * width;
    const at1 = index[i + 1]! * width;
    const at2 = index[i + 2]! * width;
    const at3 = index[i + 3]! * width;
    for (let j = 0; j < width; j += 1) {
      const w0 = weight[at0 + j]!;
      const w1 = weight[at1 + j]!;
      const w2 = weight[at2 + j]!;
      const w3 = weight[at3 + j]!;
      low[j]! += c0 * w0 + c1 * w1 + c2 * w2 + c3 * w3;
      high[j]! += r0 * Math.abs(w0) + r1 * Math.abs(w1) + r2 * Math.abs(w2) + r3 * Math.abs(w3);
    }
  }
  for (; i < live; i += 1) {
    const [c, r] = [centre[i]!, radius[i]!];
    const at = index[i]! * width;
    for (let j = 0; j < width; j += 1) {
      const w = weight[at + j]!;
      low[j]! += c * w;
      high[j]! += r * Math.abs(w);
    }
  }
}
