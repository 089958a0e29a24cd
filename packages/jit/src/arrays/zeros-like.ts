import type { TypedArray } from './ndarray.ts';

/** Fresh storage of the class of `data`: `length` zeros. */
export function zerosLike(data: TypedArray, length: number): TypedArray {
  if (data instanceof Float32Array) return new Float32Array(length);
  return data instanceof Int32Array ? new Int32Array(length) : new Uint8Array(length);
}
