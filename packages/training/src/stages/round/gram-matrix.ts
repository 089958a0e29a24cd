import type { NDArray } from '@cfq/jit';

/**
 * `Xᵀ X / n` of rows `X` [n, d], as [d · d] in double precision. Columns that are mostly zero, as encoded categories and
 * rectified outputs are, cost little.
 */
export function gramMatrix({ data, shape }: NDArray): Float64Array {
  const [rows = 0, width = 0] = shape;
  const gram = new Float64Array(width * width);
  const occupied = new Int32Array(width);
  for (let row = 0; row < rows; row += 1) {
    const from = row * width;
    let count = 0;
    for (let column = 0; column < width; column += 1) {
      if (data[from + column] !== 0) occupied[count++] = column;
    }
    for (let at = 0; at < count; at += 1) {
      const column = occupied[at]!;
      const value = data[from + column]! / rows;
      for (let to = at; to < count; to += 1) {
        gram[column * width + occupied[to]!]! += value * data[from + occupied[to]!]!;
      }
    }
  }
  for (let i = 0; i < width; i += 1) {
    for (let j = 0; j < i; j += 1) gram[i * width + j] = gram[j * width + i]!;
  }
  return gram;
}
