import type { onnx } from 'onnx-proto';
import { elementTypes } from './element-types.ts';

const bytesOf = (values: ArrayBufferView & { slice(): { buffer: ArrayBufferLike } }): Uint8Array =>
  new Uint8Array(values.slice().buffer);

const initializer =
  <Values extends ArrayBufferView & { slice(): { buffer: ArrayBufferLike } }>(
    type: keyof typeof elementTypes,
  ) =>
  (name: string, values: Values, dims: readonly number[]): onnx.ITensorProto => ({
    name,
    dataType: elementTypes[type],
    dims: [...dims],
    rawData: bytesOf(values),
  });

/** A float initializer; rank 0 where `dims` is empty, as in all that follow. */
export const floats = initializer<Float32Array>('float32');
/** A double initializer. */
export const doubles = initializer<Float64Array>('float64');
/** Initializers of whole numbers. */
export const uint8s = initializer<Uint8Array>('uint8');
export const uint16s = initializer<Uint16Array>('uint16');
export const int8s = initializer<Int8Array>('int8');
export const int32s = initializer<Int32Array>('int32');
const wideInts = initializer<BigInt64Array>('int64');

/** A 64-bit integer initializer of whole numbers. */
export const int64s = (
  name: string,
  values: readonly (number | bigint)[],
  dims: readonly number[],
): onnx.ITensorProto => wideInts(name, BigInt64Array.from(values, BigInt), dims);

/** An initializer of text, UTF-8. */
export const strings = (
  name: string,
  values: readonly string[],
  dims: readonly number[],
): onnx.ITensorProto => ({
  name,
  dataType: elementTypes.string,
  dims: [...dims],
  stringData: values.map((value) => new TextEncoder().encode(value)),
});
