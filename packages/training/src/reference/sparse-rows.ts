import type { NDArray } from '@cfq/jit';
import type { FullRows } from './full-rows.ts';

/** The entries of rows that are not 0, row by row. Encoded rows are mostly zeros: of a categorical feature one column is 1. */
export interface SparseRows {
  readonly rows: number;
  readonly width: number;
  /** Where each row's entries start, and the end [rows + 1]. */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
  /** The rows themselves, where few entries are 0 and there are many, yet not so many that no matrix of them is factored. */
  readonly full: FullRows | undefined;
}

/** Entries a row, on average, from which on rows are full: summing up the matrix entry by entry is dear from there on. */
const leastEntries = 64;

/** Widest rows whose matrix is factored. */
const widestFactor = 2048;

/** Rows [n, d] without their zeros. */
export function sparseRows({ data, shape }: NDArray): SparseRows {
  const [rows = 0, width = 0] = shape;
  const starts = new Int32Array(rows + 1);
  let entries = 0;
  for (let row = 0; row < rows; row += 1) {
    for (let at = row * width; at < (row + 1) * width; at += 1) if (data[at] !== 0) entries += 1;
    starts[row + 1] = entries;
  }
  const columns = new Int32Array(entries);
  const values = new Float64Array(entries);
  let entry = 0;
  for (let at = 0; at < rows * width; at += 1) {
    if (data[at] === 0) continue;
    columns[entry] = at % width;
    values[entry] = data[at]!;
    entry += 1;
  }
  const isFull = entries > leastEntries * rows && width <= widestFactor;
  const full = isFull
    ? { rows, width, data: data instanceof Float32Array ? data : Float32Array.from(data) }
    : undefined;
  return { rows, width, starts, columns, values, full };
}

/** `x w + b` of every row [n], of coefficients [d + 1] of which the last is `b`. */
export function timesCoefficients(x: SparseRows, coefficients: Float64Array): Float64Array {
  const { rows, width, starts, columns, values } = x;
  const products = new Float64Array(rows);
  const bias = coefficients[width]!;
  for (let row = 0; row < rows; row += 1) {
    let sum = bias;
    for (let at = starts[row]!; at < starts[row + 1]!; at += 1) {
      sum += values[at]! * coefficients[columns[at]!]!;
    }
    products[row] = sum;
  }
  return products;
}

/** `Σ_i r_i (x_i, 1)` [d + 1] of numbers `r` [n]. */
export function sumOfRows(x: SparseRows, numbers: Float64Array): Float64Array {
  const { rows, width, starts, columns, values } = x;
  const sums = new Float64Array(width + 1);
  for (let row = 0; row < rows; row += 1) {
    const factor = numbers[row]!;
    for (let at = starts[row]!; at < starts[row + 1]!; at += 1) {
      sums[columns[at]!]! += values[at]! * factor;
    }
    sums[width]! += factor;
  }
  return sums;
}

/** `Σ_i c_i (x_i, 1)(x_i, 1)ᵀ` [d + 1, d + 1], row-major, of numbers `c` [n]. */
export function weightedGram(x: SparseRows, numbers: Float64Array): Float64Array {
  const { rows, width, starts, columns, values } = x;
  const size = width + 1;
  const gram = new Float64Array(size * size);
  for (let row = 0; row < rows; row += 1) {
    const number = numbers[row]!;
    const end = starts[row + 1]!;
    for (let at = starts[row]!; at < end; at += 1) {
      const from = columns[at]! * size;
      const weighted = number * values[at]!;
      for (let other = starts[row]!; other < end; other += 1) {
        gram[from + columns[other]!]! += weighted * values[other]!;
      }
      gram[from + width]! += weighted;
      gram[width * size + columns[at]!]! += weighted;
    }
    gram[size * size - 1]! += number;
  }
  return gram;
}
