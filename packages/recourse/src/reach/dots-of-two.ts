/**
 * The sums of products of two vectors with two rows of a matrix, each element loaded once: `a` with either row, then `b`.
 *
 * @param first - Where the rows begin in `matrix`, as `second`.
 * @param out - `[4]`.
 */
export function dotsOfTwo(
  a: Float64Array,
  b: Float64Array,
  matrix: Float64Array,
  first: number,
  second: number,
  length: number,
  out: Float64Array,
): void {
  let a0 = 0;
  let a1 = 0;
  let b0 = 0;
  let b1 = 0;
  for (let j = 0; j < length; j += 1) {
    const x = a[j]!;
    const y = b[j]!;
    const p = matrix[first + j]!;
    const q = matrix[second + j]!;
    a0 += x * p;
    a1 += x * q;
    b0 += y * p;
    b1 += y * q;
  }
  out[0] = a0;
  out[1] = a1;
  out[2] = b0;
  out[3] = b1;
}
