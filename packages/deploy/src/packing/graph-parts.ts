import type { onnx } from 'onnx-proto';
import type { OnnxSchema } from './load-onnx-schema.ts';

/** Value of `TensorProto.DataType` for 32-bit floats. */
export const float32 = 1;
/** The same for 32-bit integers. */
export const int32 = 6;

/** A graph under construction. */
export interface GraphParts {
  readonly schema: OnnxSchema;
  readonly nodes: onnx.INodeProto[];
  readonly initializers: onnx.ITensorProto[];
}

/** A float initializer; rank 0 where `dims` is empty. */
export const floats = (name: string, values: Float32Array, dims: readonly number[]): onnx.ITensorProto => ({
  name,
  dataType: float32,
  dims: [...dims],
  rawData: new Uint8Array(values.slice().buffer),
});

/** An integer attribute of a node. */
export const integer = ({ schema }: GraphParts, name: string, value: number): onnx.IAttributeProto => ({
  name,
  type: schema.AttributeProto.AttributeType.INT,
  i: value,
});
