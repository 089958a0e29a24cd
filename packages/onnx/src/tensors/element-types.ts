import type { ElementType } from '../model/onnx-tensor.ts';

/** Names of `TensorProto.DataType`, by number. */
const names: Readonly<Record<number, ElementType>> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'float64',
  12: 'uint32',
  13: 'uint64',
  16: 'bfloat16',
  21: 'uint4',
  22: 'int4',
  25: 'uint2',
  26: 'int2',
};

/** Bits that an element takes where they are stored; null for texts and types that are not read. */
export const bitsOfElement: Readonly<Record<ElementType, number | null>> = {
  float32: 32,
  float64: 64,
  float16: 16,
  bfloat16: 16,
  int2: 2,
  int4: 4,
  int8: 8,
  int16: 16,
  int32: 32,
  int64: 64,
  uint2: 2,
  uint4: 4,
  uint8: 8,
  uint16: 16,
  uint32: 32,
  uint64: 64,
  bool: 8,
  string: null,
  other: null,
};

/** The type of a number of `TensorProto.DataType`. */
export const elementTypeOf = (dataType: number): ElementType => names[dataType] ?? 'other';
