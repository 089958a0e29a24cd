/** Element types of ONNX that a stored tensor can have, as this package calls them. */
export type ElementType =
  | 'float32'
  | 'float64'
  | 'float16'
  | 'bfloat16'
  | 'int2'
  | 'int4'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint2'
  | 'uint4'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'bool'
  | 'string'
  /** Complex numbers, 8- and 4-bit floats: named in the file, read by nobody here. */
  | 'other';

/** Where the elements of a tensor lie; views of the bytes that were read, decoded by {@link tensorNumbers}. */
export type TensorStorage =
  /** Little-endian, as `raw_data` has them; narrow integers packed, first in the low bits. */
  | { readonly kind: 'raw'; readonly bytes: Uint8Array }
  /** In a typed field of the message: `varint`, or little-endian numbers of 4 or 8 bytes; pieces follow on each other. */
  | {
      readonly kind: 'field';
      readonly coding: 'varint' | 'fixed32' | 'fixed64';
      readonly pieces: readonly Uint8Array[];
    }
  /** UTF-8, an element each. */
  | { readonly kind: 'texts'; readonly pieces: readonly Uint8Array[] };

/** A tensor that is stored in a file. */
export interface OnnxTensor {
  /** Empty where it is the value of an attribute. */
  readonly name: string;
  readonly type: ElementType;
  /** Number of the type in the file, `TensorProto.DataType`. */
  readonly dataType: number;
  /** Sizes, 0 or more each; empty for a single number. Their product is within the limits of the reading. */
  readonly dims: readonly number[];
  readonly storage: TensorStorage;
  /** Bytes that the elements take in the file, or beside it. */
  readonly bytes: number;
}
