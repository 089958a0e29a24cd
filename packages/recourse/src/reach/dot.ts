/** `Σ a[j] · b[from + j]` over `length` elements, in four sums that do not wait for each other. */
export function dot(a: Float64Array, b: Float64Array, from: number, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let j = 0;
  for (; j + 3 < length; j += 4) {
    s0 += a[j]! * b[from + j]!;
    s1 += a[j + 1]! * b[from + j + 1]!;
    s2 += a[j + 2]! * b[from + j + 2]!;
    s3 += a[j + 3]! * b[from + j + 3]!;
  }
  for (; j < length; j += 1) s0 += a[j]! * b[from + j]!;
  return s0 + s1 + (s2 + s3);
}
