/** The lower factor `L` of a symmetric positive definite matrix `A = L Lᵀ` [n, n], row by row. */
export interface CholeskyFactor {
  /** `A⁻¹ v` of a vector [n]. */
  solve(vector: Float64Array): Float64Array;
}

/** Pivots below this share of their diagonal entry are raised to it. */
const leastPivot = 1e-12;

/**
 * Cholesky's factor of a matrix [n, n], row by row, of which only the lower triangle is read. Where the matrix is only
 * semi-definite, or rounding has made it so, the factor is that of one nearby: good enough to precondition with.
 */
export function choleskyFactor(matrix: Float64Array, n: number): CholeskyFactor {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) {
    const own = i * n;
    for (let j = 0; j <= i; j += 1) {
      const other = j * n;
      let left = matrix[own + j]!;
      for (let k = 0; k < j; k += 1) left -= lower[own + k]! * lower[other + k]!;
      if (j < i) lower[own + j] = left / lower[other + j]!;
      else lower[own + i] = Math.sqrt(Math.max(left, leastPivot * Math.abs(matrix[own + i]!), 1e-300));
    }
  }
  return {
    solve(vector) {
      const solved = Float64Array.from(vector);
      for (let i = 0; i < n; i += 1) {
        let left = solved[i]!;
        for (let k = 0; k < i; k += 1) left -= lower[i * n + k]! * solved[k]!;
        solved[i] = left / lower[i * n + i]!;
      }
      for (let i = n - 1; i >= 0; i -= 1) {
        const value = (solved[i]! /= lower[i * n + i]!);
        for (let k = 0; k < i; k += 1) solved[k]! -= lower[i * n + k]! * value;
      }
      return solved;
    },
  };
}
