import type { NDArray } from '@cfq/jit';
import { EvaluationError } from './evaluation-error.ts';

/**
 * The numbers of a float32 array.
 *
 * @throws EvaluationError where it holds integers or booleans
 */
export function float32Of({ data }: NDArray): Float32Array {
  if (data instanceof Float32Array) return data;
  throw new EvaluationError(`float32Of: must be a float32 array (got ${data.constructor.name}).`);
}
