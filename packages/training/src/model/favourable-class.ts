import type { NDArray } from '@cfq/jit';

/**
 * Index of the favourable class: what recourse aims at. Decisions are binary throughout: class 1 grants, class 0 denies, and of
 * equal logits the answer is no.
 */
export const favourableClass = 1;

/** The rows that logits [n, 2] deny, ascending. */
export function deniedRows({ data, shape }: NDArray): number[] {
  return Array.from({ length: shape[0] ?? 0 }, (_, row) => row).filter(
    (row) => data[2 * row + favourableClass]! <= data[2 * row]!,
  );
}

/** Margins [n] of the favourable class in logits [n, 2], float64. */
export function favourableMargins({ data, shape }: NDArray): Float64Array {
  return Float64Array.from(
    { length: shape[0] ?? 0 },
    (_, row) => data[2 * row + favourableClass]! - data[2 * row]!,
  );
}
