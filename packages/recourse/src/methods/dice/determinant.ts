/**
 * The determinant of a symmetric positive definite matrix and its inverse, by Cholesky's factors.
 *
 * @param matrix - `n × n`, row by row.
 * @returns A determinant of 0, and zeros for the inverse, where the matrix is not positive definite.
 */
export function determinant(
  matrix: Float64Array,
  n: number,
): { readonly value: number; readonly inverse: Float64Array } {
  const inverse = new Float64Array(n * n);
  const lower = new Float64Array(n * n);
  let value = 1;
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let left = matrix[i * n + j]!;
      for (let k = 0; k < j; k += 1) left -= lower[i * n + k]! * lower[j * n + k]!;
      if (i !== j) {
        lower[i * n + j] = left / lower[j * n + j]!;
        continue;
      }
      if (!(left > 0)) return { value: 0, inverse };
      lower[i * n + i] = Math.sqrt(left);
      value *= left;
    }
  }
  for (let column = 0; column < n; column += 1) {
    const solved = new Float64Array(n);
    for (let i = 0; i < n; i += 1) {
      let left = i === column ? 1 : 0;
      for (let k = 0; k < i; k += 1) left -= lower[i * n + k]! * solved[k]!;
      solved[i] = left / lower[i * n + i]!;
    }
    for (let i = n - 1; i >= 0; i -= 1) {
      let left = solved[i]!;
      for (let k = i + 1; k < n; k += 1) left -= lower[k * n + i]! * inverse[k * n + column]!;
      inverse[i * n + column] = left / lower[i * n + i]!;
    }
  }
  return { value, inverse };
}
