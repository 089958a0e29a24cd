/** Rows with few zeros [n, d], as they are: what is summed up entry by entry of others goes faster straight through them. */
export interface FullRows {
  readonly rows: number;
  readonly width: number;
  /** Row by row. */
  readonly data: Float32Array;
}

/** Rows that are taken at once. */
const panel = 4;

/** `Σ_i c_i (x_i, 1)(x_i, 1)ᵀ v` [d + 1] of numbers `c` [n] and a vector `v` [d + 1]. */
export function timesGram(
  { rows, width, data }: FullRows,
  numbers: Float64Array,
  vector: Float64Array,
): Float64Array {
  const product = new Float64Array(width + 1);
  const bias = vector[width]!;
  for (let first = 0; first < rows; first += panel) {
    // Rows beyond the last count for nothing.
    const one = first * width;
    const two = Math.min(first + 1, rows - 1) * width;
    const three = Math.min(first + 2, rows - 1) * width;
    const four = Math.min(first + 3, rows - 1) * width;
    let a = bias;
    let b = bias;
    let c = bias;
    let d = bias;
    for (let j = 0; j < width; j += 1) {
      const factor = vector[j]!;
      a += data[one + j]! * factor;
      b += data[two + j]! * factor;
      c += data[three + j]! * factor;
      d += data[four + j]! * factor;
    }
    a *= numbers[first]!;
    b *= numbers[first + 1] ?? 0;
    c *= numbers[first + 2] ?? 0;
    d *= numbers[first + 3] ?? 0;
    for (let j = 0; j < width; j += 1) {
      product[j]! += a * data[one + j]! + b * data[two + j]! + c * data[three + j]! + d * data[four + j]!;
    }
    product[width]! += a + b + c + d;
  }
  return product;
}

/** Rows of the matrix that are summed up over all rows before the next: as many as a processor's cache holds. */
const tile = 32;

/** The lower triangle of `Σ_i c_i (x_i, 1)(x_i, 1)ᵀ` [d + 1, d + 1], row by row; what is above its diagonal stays 0. */
export function lowerGram({ rows, width, data }: FullRows, numbers: Float64Array): Float64Array {
  const size = width + 1;
  const gram = new Float64Array(size * size);
  const held = new Float64Array(panel * width);
  for (let top = 0; top < width; top += tile) {
    const end = Math.min(top + tile, width);
    for (let first = 0; first < rows; first += panel) {
      // Rows beyond the last stay what they were, and count for nothing.
      held.set(data.subarray(first * width, Math.min(first + panel, rows) * width));
      const p = numbers[first]!;
      const q = numbers[first + 1] ?? 0;
      const r = numbers[first + 2] ?? 0;
      const s = numbers[first + 3] ?? 0;
      for (let i = top; i < end; i += 1) {
        const a = p * held[i]!;
        const b = q * held[width + i]!;
        const c = r * held[2 * width + i]!;
        const d = s * held[3 * width + i]!;
        const from = i * size;
        for (let j = 0; j <= i; j += 1) {
          gram[from + j]! +=
            a * held[j]! + b * held[width + j]! + c * held[2 * width + j]! + d * held[3 * width + j]!;
        }
      }
    }
  }
  for (let row = 0; row < rows; row += 1) {
    const number = numbers[row]!;
    for (let j = 0, at = row * width; j < width; j += 1, at += 1)
      gram[width * size + j]! += number * data[at]!;
    gram[size * size - 1]! += number;
  }
  return gram;
}
