import type { NDArray } from '@cfq/jit';
import { BenchmarkError } from './benchmark-error.ts';

/**
 * The numbers of a float32 array.
 *
 * @throws BenchmarkError where it holds integers or booleans
 */
export function float32Of({ data }: NDArray): Float32Array {
  if (data instanceof Float32Array) return data;
  throw new BenchmarkError(`float32Of: must be a float32 array (got ${data.constructor.name}).`);
}
