import { flagsOf } from './flags.ts';
import type { TypedArray } from './ndarray.ts';

/** Element types that cross the boundary of a jitted function; the names are those of TF.js. */
export type DType = 'float32' | 'int32' | 'bool';

/** The dtype an NDArray's storage stands for. */
export function dtypeOf(data: TypedArray): DType {
  if (data instanceof Float32Array) return 'float32';
  return data instanceof Int32Array ? 'int32' : 'bool';
}

/** A fresh typed array of the dtype's storage class with the given values. */
export function typedArrayOf(dtype: DType, values: ArrayLike<number>): TypedArray {
  if (dtype === 'float32') return Float32Array.from(values);
  return dtype === 'int32' ? Int32Array.from(values) : flagsOf(values).slice();
}
