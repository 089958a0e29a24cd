import type { onnx } from 'onnx-proto';

/** Loads the schema. Depending on the loader its namespace is the module or its default. */
async function loadSchema(): Promise<typeof onnx> {
  const module: { onnx?: typeof onnx; default?: { onnx: typeof onnx } } = await import('onnx-proto');
  return (module.onnx ?? module.default?.onnx)!;
}

const { ModelProto, AttributeProto, TensorProto } = await loadSchema();
const kinds = AttributeProto.AttributeType;

/** Where a tensor lies that is not in the file. */
export const external = TensorProto.DataLocation.EXTERNAL;

/** What an attribute is written from: whole numbers as ints, others as floats. */
type AttributeValue =
  | number
  | string
  | readonly number[]
  | readonly string[]
  | { readonly floats: readonly number[] }
  | { readonly float: number };

function attribute(name: string, value: AttributeValue): onnx.IAttributeProto {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  if (typeof value === 'number') return { name, type: kinds.INT, i: value };
  if (typeof value === 'string') return { name, type: kinds.STRING, s: bytes(value) };
  if ('float' in value) return { name, type: kinds.FLOAT, f: value.float };
  if ('floats' in value) return { name, type: kinds.FLOATS, floats: [...value.floats] };
  return typeof value[0] === 'string'
    ? { name, type: kinds.STRINGS, strings: (value as readonly string[]).map(bytes) }
    : { name, type: kinds.INTS, ints: [...(value as readonly number[])] };
}

/** An operator, `domain.Name` or `Name`. */
export function node(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
): onnx.INodeProto {
  const cut = operator.lastIndexOf('.');
  return {
    opType: operator.slice(cut + 1),
    domain: cut < 0 ? '' : operator.slice(0, cut),
    input: [...inputs],
    output: [...outputs],
    attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
  };
}

/** Numbers of `TensorProto.DataType`. */
export const types = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float64: 11,
} as const;

const fieldOf = {
  1: 'floatData',
  2: 'int32Data',
  3: 'int32Data',
  4: 'int32Data',
  6: 'int32Data',
  7: 'int64Data',
  9: 'int32Data',
  11: 'doubleData',
} as const;

/** A stored tensor. */
export function tensor(
  name: string,
  dims: readonly number[],
  values: readonly number[] | readonly string[],
  type: keyof typeof types = 'float32',
): onnx.ITensorProto {
  const dataType = types[type];
  if (dataType === 8) {
    const texts = (values as readonly string[]).map((text) => new TextEncoder().encode(text));
    return { name, dims: [...dims], dataType, stringData: texts };
  }
  return { name, dims: [...dims], dataType, [fieldOf[dataType]]: [...(values as readonly number[])] };
}

/** What is said of an input or output. */
export function info(
  name: string,
  shape: readonly (number | string)[],
  type: keyof typeof types = 'float32',
): onnx.IValueInfoProto {
  const dim = shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return { name, type: { tensorType: { elemType: types[type], shape: { dim } } } };
}

/**
 * A file.
 *
 * @param only whether it names no operator set but the standard one.
 */
export function writeModel(graph: onnx.IGraphProto, { opset = 17, only = false } = {}): Uint8Array {
  return ModelProto.encode({
    irVersion: 8,
    producerName: 'test',
    opsetImport: [
      { domain: '', version: opset },
      ...(only
        ? []
        : [
            { domain: 'ai.onnx.ml', version: 3 },
            { domain: 'com.microsoft', version: 1 },
          ]),
    ],
    graph: { name: 'test', ...graph },
  }).finish();
}
