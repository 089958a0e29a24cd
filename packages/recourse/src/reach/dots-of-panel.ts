/** Rows of a panel. */
export const panelRows = 4;

/**
 * The sums of products of two vectors with the four rows of a panel, each element loaded once.
 *
 * @param both - `[length, 2]`: the vectors by turns.
 * @param matrix - Panels of four rows each, a panel `[length, 4]`: the elements of its rows by turns.
 * @param from - Where the panel begins.
 * @param out - `[4, 2]` from `to` on: by row, the sum with either vector.
 */
export function dotsOfPanel(
  both: Float64Array,
  matrix: Float64Array,
  from: number,
  length: number,
  out: Float64Array,
  to: number,
): void {
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  let b0 = 0;
  let b1 = 0;
  let b2 = 0;
  let b3 = 0;
  const end = 2 * length;
  for (let i = 0, at = from; i < end; i += 2, at += 4) {
    const x = both[i]!;
    const y = both[i + 1]!;
    const p = matrix[at]!;
    const q = matrix[at + 1]!;
    const r = matrix[at + 2]!;
    const s = matrix[at + 3]!;
    a0 += x * p;
    b0 += y * p;
    a1 += x * q;
    b1 += y * q;
    a2 += x * r;
    b2 += y * r;
    a3 += x * s;
    b3 += y * s;
  }
  out[to] = a0;
  out[to + 1] = b0;
  out[to + 2] = a1;
  out[to + 3] = b1;
  out[to + 4] = a2;
  out[to + 5] = b2;
  out[to + 6] = a3;
  out[to + 7] = b3;
}
