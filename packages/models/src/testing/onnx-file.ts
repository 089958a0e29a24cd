import { onnx as schema, type onnx as OnnxSchema } from 'onnx-proto';

const types = schema.TensorProto.DataType;
const elementTypes = {
  float32: types.FLOAT,
  float64: types.DOUBLE,
  int32: types.INT32,
  int64: types.INT64,
  bool: types.BOOL,
  string: types.STRING,
} as const;

/** An input or output of a file that is made by hand. */
export interface HandValue {
  readonly name: string;
  readonly type: keyof typeof elementTypes;
  /** Sizes; a name where any number will do. */
  readonly shape: readonly (number | string)[];
}

const valueInfo = ({ name, type, shape }: HandValue): OnnxSchema.IValueInfoProto => ({
  name,
  type: {
    tensorType: {
      elemType: elementTypes[type],
      shape: {
        dim: shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size })),
      },
    },
  },
});

/** A float32 constant. */
export const constant = (
  name: string,
  values: readonly number[],
  dims: readonly number[],
): OnnxSchema.ITensorProto => ({
  name,
  dataType: types.FLOAT,
  dims: [...dims],
  floatData: [...values],
});

/** A node without attributes. */
export const node = (opType: string, input: string[], output: string[]): OnnxSchema.INodeProto => ({
  opType,
  input,
  output,
});

/** A cast to a type. */
export const cast = (input: string, output: string, type: HandValue['type']): OnnxSchema.INodeProto => ({
  ...node('Cast', [input], [output]),
  attribute: [{ name: 'to', type: schema.AttributeProto.AttributeType.INT, i: elementTypes[type] }],
});

/** The bytes of a file that is made by hand. */
export function onnxFile(
  nodes: readonly OnnxSchema.INodeProto[],
  inputs: readonly HandValue[],
  outputs: readonly HandValue[],
  {
    initializer = [],
    opset = 13,
    metadata = {},
  }: {
    readonly initializer?: readonly OnnxSchema.ITensorProto[];
    readonly opset?: number;
    readonly metadata?: Readonly<Record<string, string>>;
  } = {},
): Uint8Array {
  return schema.ModelProto.encode({
    irVersion: 4,
    opsetImport: [{ domain: '', version: opset }],
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    graph: {
      name: 'by hand',
      node: [...nodes],
      initializer: [...initializer],
      input: inputs.map(valueInfo),
      output: outputs.map(valueInfo),
    },
  }).finish();
}
