import type { NDArray } from '@cfq/jit';
import { float32Of } from './float32-of.ts';

/** `[n]` logit margins of the favourable class from logits `[n, 2]`. */
export function favourableMargins(logits: NDArray): Float32Array {
  const data = float32Of(logits);
  return Float32Array.from({ length: data.length / 2 }, (_, row) => data[2 * row + 1]! - data[2 * row]!);
}
