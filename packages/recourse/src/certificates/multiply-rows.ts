/**
 * `out[r, j] = Σ_i rows[r, i] · weights[index[i], j]`: rows over the live units of a layer, times the matrix that leads
 * out of it. Two rows and four units at a time, so that what is loaded once is used several times.
 *
 * @param rows `[count, live]`, packed.
 * @param index `[live]` unit numbers.
 * @param live how many entries of `index` count.
 * @param weights `[units, width]`.
 * @param out `[count, width]`, overwritten.
 */
export function multiplyRows(
  out: Float64Array,
  rows: Float64Array,
  count: number,
  index: Int32Array,
  live: number,
  weights: Float64Array,
  width: number,
): void {
  out.fill(0, 0, count * width);
  let row = 0;
  for (; row + 1 < count; row += 2) {
    addTwoRows(out, row * width, rows, row * live, index, live, weights, width);
  }
  if (row < count) addRow(out, row * width, rows, row * live, index, live, weights, width);
}

function addTwoRows(
  out: Float64Array,
  a: number,
  rows: Float64Array,
  from: number,
  index: Int32Array,
  live: number,
  weights: Float64Array,
  width: number,
): void {
  const b = a + width;
  const next = from + live;
  let i = 0;
  for (; i + 3 < live; i += 4) {
    const a0 = rows[from + i]!;
    const a1 = rows[from + i + 1]!;
    const a2 = rows[from + i + 2]!;
    const a3 = rows[from + i + 3]!;
    const b0 = rows[next + i]!;
    const b1 = rows[next + i + 1]!;
    const b2 = rows[next + i + 2]!;
    const b3 = rows[next + i + 3]!;
    const at0 = index[i]! * width;
    const at1 = index[i + 1]! * width;
    const at2 = index[i + 2]! * width;
    const at3 = index[i + 3]! * width;
    for (let j = 0; j < width; j += 1) {
      const w0 = weights[at0 + j]!;
      const w1 = weights[at1 + j]!;
      const w2 = weights[at2 + j]!;
      const w3 = weights[at3 + j]!;
      out[a + j]! += a0 * w0 + a1 * w1 + a2 * w2 + a3 * w3;
      out[b + j]! += b0 * w0 + b1 * w1 + b2 * w2 + b3 * w3;
    }
  }
  for (; i < live; i += 1) {
    const at = index[i]! * width;
    for (let j = 0; j < width; j += 1) {
      out[a + j]! += rows[from + i]! * weights[at + j]!;
      out[b + j]! += rows[next + i]! * weights[at + j]!;
    }
  }
}

function addRow(
  out: Float64Array,
  to: number,
  rows: Float64Array,
  from: number,
  index: Int32Array,
  live: number,
  weights: Float64Array,
  width: number,
): void {
  let i = 0;
  for (; i + 3 < live; i += 4) {
    const f0 = rows[from + i]!;
    const f1 = rows[from + i + 1]!;
    const f2 = rows[from + i + 2]!;
    const f3 = rows[from + i + 3]!;
    const at0 = index[i]! * width;
    const at1 = index[i + 1]! * width;
    const at2 = index[i + 2]! * width;
    const at3 = index[i + 3]! * width;
    for (let j = 0; j < width; j += 1) {
      out[to + j]! +=
        f0 * weights[at0 + j]! + f1 * weights[at1 + j]! + f2 * weights[at2 + j]! + f3 * weights[at3 + j]!;
    }
  }
  for (; i < live; i += 1) {
    const factor = rows[from + i]!;
    const at = index[i]! * width;
    for (let j = 0; j < width; j += 1) out[to + j]! += factor * weights[at + j]!;
  }
}
