/**
 * `out[r] = Σ matrix[r, c] · vector[c]`, four rows at a time, so that each number of the vector is loaded once for them.
 *
 * @param matrix - `[rows, columns]`.
 */
export function multiply(
  matrix: Float64Array,
  rows: number,
  columns: number,
  vector: Float64Array,
  out: Float64Array,
  at: number,
): void {
  let r = 0;
  for (; r + 3 < rows; r += 4) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    const [from0, from1] = [r * columns, (r + 1) * columns];
    const [from2, from3] = [from1 + columns, from1 + 2 * columns];
    for (let c = 0; c < columns; c += 1) {
      const one = vector[c]!;
      s0 += one * matrix[from0 + c]!;
      s1 += one * matrix[from1 + c]!;
      s2 += one * matrix[from2 + c]!;
      s3 += one * matrix[from3 + c]!;
    }
    out[at + r] = s0;
    out[at + r + 1] = s1;
    out[at + r + 2] = s2;
    out[at + r + 3] = s3;
  }
  for (; r < rows; r += 1) {
    let sum = 0;
    const from = r * columns;
    for (let c = 0; c < columns; c += 1) sum += vector[c]! * matrix[from + c]!;
    out[at + r] = sum;
  }
}
