import type { Tensor } from 'onnxruntime-common';

import type { NDArray } from '../arrays/ndarray.ts';
import { LeafError } from '../errors/leaf-error.ts';
import type { ModelOutput } from './model-values.ts';

/** The number that the 16 bits of a float16 stand for. */
function ofHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** Whole numbers as int32, which must hold them. */
function narrowed(values: Iterable<number | bigint>, { type }: Tensor, name: string): Int32Array {
  const numbers = Array.from(values, Number);
  const stray = numbers.find((value) => value !== Math.trunc(value) || (value | 0) !== value);
  if (stray !== undefined) {
    throw new LeafError(
      `openModel: whole numbers are handed out as int32 (output "${name}" is ${type} and holds ${stray}). ` +
        'Put a Cast at the output, or ask for others with { outputs }.',
    );
  }
  return Int32Array.from(numbers);
}

/**
 * What a runtime gives as an array: float32, int32 and bool as they are, float64 rounded to float32, float16 as float32,
 * all other whole numbers as int32.
 *
 * @param name of the output, for errors.
 * @throws LeafError for text, and for whole numbers that int32 does not hold.
 */
export function arrayOfTensor(tensor: Tensor, name: string): NDArray {
  const { dims: shape } = tensor;
  switch (tensor.type) {
    case 'float32':
    case 'int32':
    case 'bool':
      return { data: tensor.data as Float32Array | Int32Array | Uint8Array, shape };
    case 'float64':
      return { data: Float32Array.from(tensor.data as Float64Array), shape };
    case 'float16': {
      const { buffer, byteOffset, length } = tensor.data as Uint16Array;
      return { data: Float32Array.from(new Uint16Array(buffer, byteOffset, length), ofHalf), shape };
    }
    case 'int8':
    case 'uint8':
    case 'int16':
    case 'uint16':
      return { data: Int32Array.from(tensor.data as ArrayLike<number>), shape };
    case 'uint32':
    case 'int64':
    case 'uint64':
      return { data: narrowed(tensor.data as BigInt64Array, tensor, name), shape };
    case 'string':
    case 'int4':
    case 'uint4':
      throw new LeafError(
        `openModel: outputs are numbers (expected float, int or bool, got ${tensor.type} for "${name}"). ` +
          'Ask for others with { outputs }.',
      );
  }
}

/**
 * What a runtime gives, texts as they are, all else as {@link arrayOfTensor} has it.
 *
 * @param name of the output, for errors.
 * @throws LeafError for whole numbers that int32 does not hold.
 */
export function outputOfTensor(tensor: Tensor, name: string): ModelOutput {
  if (tensor.type !== 'string') return arrayOfTensor(tensor, name);
  return { data: tensor.data as string[], shape: tensor.dims };
}
