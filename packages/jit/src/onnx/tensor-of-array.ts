import type { Tensor } from 'onnxruntime-common';

import { dtypeOf } from '../arrays/dtype.ts';
import { flagsOf } from '../arrays/flags.ts';
import type { TypedArray } from '../arrays/ndarray.ts';
import { LeafError } from '../errors/leaf-error.ts';
import { isTextArray, type DoubleArray, type ModelInput, type TextArray } from './model-values.ts';

type Storage = Float32Array | Float64Array | Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array;

/** Storage of the number types that inputs are converted to. */
const storages: Readonly<Record<string, (values: ArrayLike<number>) => Storage>> = {
  float32: (values) => Float32Array.from(values),
  float64: (values) => Float64Array.from(values),
  int8: (values) => Int8Array.from(values),
  uint8: (values) => Uint8Array.from(values),
  int16: (values) => Int16Array.from(values),
  uint16: (values) => Uint16Array.from(values),
  int32: (values) => Int32Array.from(values),
  bool: (values) => Uint8Array.from(values),
};

function refuse(rule: string, expected: string, got: string, remedy: string): never {
  throw new LeafError(`openModel: ${rule} (expected ${expected}, got ${got}). ${remedy}`);
}

function converted(data: TypedArray | Float64Array, type: string, name: string): Storage | BigInt64Array {
  const lossless = (kept: ArrayLike<number>): void => {
    const at = data.findIndex((value, index) => !Object.is(value + 0, kept[index]! + 0));
    if (at < 0) return;
    refuse(
      `values of an input are of its type (input "${name}" is ${type})`,
      `what ${type} holds`,
      String(data[at]),
      'Encode the rows as the file was made for.',
    );
  };
  if (type === 'int64') {
    lossless(Array.from(data, Math.trunc));
    return BigInt64Array.from(data, BigInt);
  }
  const storage = Object.hasOwn(storages, type) ? storages[type] : undefined;
  if (storage === undefined) {
    return refuse(
      'inputs are numbers',
      Object.keys(storages).join(', '),
      `${type} for "${name}"`,
      'Put a Cast at the input of the file.',
    );
  }
  const kept = storage(data);
  lossless(kept);
  if (type === 'bool') lossless(kept.map((value) => Number(value !== 0)));
  return kept;
}

function textTensor(
  TensorClass: typeof Tensor,
  { data, shape }: TextArray,
  declared: string | undefined,
  name: string,
): Tensor {
  if (declared !== undefined && declared !== 'string') {
    refuse('texts are for inputs of texts', declared, `texts for "${name}"`, 'Pass numbers.');
  }
  return new TensorClass('string', data, shape);
}

/**
 * An array as what a runtime takes: of the type that the file declares, where that holds the same numbers.
 *
 * @param declared type of the input in the file; undefined where it is not known, or is that of the array.
 * @throws LeafError when the type does not hold the numbers, or is none of numbers; when texts are given for numbers.
 */
export function tensorOfArray(
  TensorClass: typeof Tensor,
  array: ModelInput,
  declared: string | undefined,
  name: string,
): Tensor {
  if (isTextArray(array)) return textTensor(TensorClass, array, declared, name);
  const { data, shape } = array;
  if (data instanceof Float64Array) return tensorOfDoubles(TensorClass, { data, shape }, declared, name);
  const dtype = dtypeOf(data);
  if (declared === undefined || declared === dtype) {
    // Kernels take a byte of a bool for 0 or 1, and some invert its last bit only.
    return new TensorClass(dtype, dtype === 'bool' ? flagsOf(data) : data, shape);
  }
  return new TensorClass(declared as 'float64', converted(data, declared, name) as Float64Array, shape);
}

/** Doubles are rounded where the file takes float32, as any other program would. */
function tensorOfDoubles(
  TensorClass: typeof Tensor,
  { data, shape }: DoubleArray,
  declared: string | undefined,
  name: string,
): Tensor {
  if (declared === undefined || declared === 'float64') return new TensorClass('float64', data, shape);
  if (declared === 'float32') return new TensorClass('float32', Float32Array.from(data), shape);
  return new TensorClass(declared as 'float64', converted(data, declared, name) as Float64Array, shape);
}
