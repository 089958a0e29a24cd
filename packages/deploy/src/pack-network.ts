import { checkNetwork } from './check-network.ts';
import { packCodes } from './pack-codes.ts';
import { loadOnnxSchema, type OnnxSchema } from './load-onnx-schema.ts';
import { storageType, type StorageType } from './storage-type.ts';
import type { onnx } from 'onnx-proto';
import type { QuantizedLayer, QuantizedNetwork } from './quantized-network.ts';

/** First operator set that reads every 4-bit type, and the IR version that belongs to it. */
const baseline = { opset: 21, irVersion: 10 };
/** IR version of the operator set with 2-bit types. */
const irVersionOfInt2 = 13;
const float32 = 1;

/** How the bits of one layer lie in the file. */
export interface PackedLayer {
  readonly layer: string;
  /** Bit-width of the codes. */
  readonly bits: number;
  /** ONNX type they are stored in. */
  readonly storage: StorageType['name'];
  /** Bytes of the packed codes alone. */
  readonly codeBytes: number;
}

/** A network as an ONNX file. */
export interface PackedNetwork {
  /** The whole file. */
  readonly bytes: Uint8Array;
  readonly layers: readonly PackedLayer[];
  /** Operator set the file asks for: 25 where a layer has 2 bits, else 21. */
  readonly opset: number;
}

interface GraphParts {
  readonly nodes: onnx.INodeProto[];
  readonly initializers: onnx.ITensorProto[];
}

const floatBytes = (values: Float32Array): Uint8Array => new Uint8Array(values.slice().buffer);

/** Row-major [inputs, outputs] to row-major [outputs, inputs]. */
function transposed(codes: Int32Array, inputs: number, outputs: number): Int32Array {
  const flipped = new Int32Array(codes.length);
  for (let input = 0; input < inputs; input += 1) {
    for (let output = 0; output < outputs; output += 1) {
      flipped[output * inputs + input] = codes[input * outputs + output]!;
    }
  }
  return flipped;
}

/** A float initializer; rank 0 where `dims` is empty. */
const floats = (name: string, values: Float32Array, dims: number[]): onnx.ITensorProto => ({
  name,
  dataType: float32,
  dims,
  rawData: floatBytes(values),
});

/** `dequantize(codes) → Gemm → (Relu → activation grid)`; returns the name of its result. */
function appendLayer(
  parts: GraphParts,
  { AttributeProto }: OnnxSchema,
  { layer, weight, bias, activation }: QuantizedLayer,
  input: string,
  isLast: boolean,
): string {
  const [inputs, outputs] = weight.shape as [number, number];
  const { code, storedBits } = storageType(weight.bits);
  const named = (what: string): string => `${layer}.${what}`;
  const integer = (name: string, value: number): onnx.IAttributeProto => ({
    name,
    type: AttributeProto.AttributeType.INT,
    i: value,
  });

  parts.initializers.push(
    {
      name: named('codes'),
      dataType: code,
      dims: [outputs, inputs],
      rawData: packCodes(transposed(weight.codes, inputs, outputs), storedBits),
    },
    floats(named('scale'), weight.scale, weight.axis === null ? [] : [outputs]),
    floats(named('bias'), bias, [outputs]),
  );
  // Gemm with a transposed second factor is the one product that the runtime does not fuse with its weights into a
  // kernel that quantizes the activations on its own account.
  const logits = isLast ? 'logits' : named('sum');
  parts.nodes.push(
    {
      opType: 'DequantizeLinear',
      input: [named('codes'), named('scale')],
      output: [named('weight')],
      attribute: weight.axis === null ? [] : [integer('axis', 0)],
    },
    {
      opType: 'Gemm',
      input: [input, named('weight'), named('bias')],
      output: [logits],
      attribute: [integer('transB', 1)],
    },
  );
  if (isLast) return logits;
  parts.nodes.push({ opType: 'Relu', input: [logits], output: [named('relu')] });
  if (activation === null) return named('relu');

  // The grid is written out in float operations. With a QuantizeLinear / DequantizeLinear pair on both sides of a
  // product, ONNX Runtime 1.30 gives other logits when it may rewrite the graph than when it may not.
  parts.initializers.push(
    floats(named('activation.scale'), Float32Array.of(activation.scale), []),
    floats(named('activation.highest'), Float32Array.of(2 ** activation.bits - 1), []),
  );
  const chain: readonly (readonly [opType: string, second: string | null, result: string])[] = [
    ['Div', 'activation.scale', 'activation.steps'],
    ['Min', 'activation.highest', 'activation.bounded'],
    ['Round', null, 'activation.code'],
    ['Mul', 'activation.scale', 'activation'],
  ];
  chain.reduce((previous, [opType, second, result]) => {
    const factors = second === null ? [previous] : [previous, named(second)];
    parts.nodes.push({ opType, input: factors, output: [named(result)] });
    return named(result);
  }, named('relu'));
  return named('activation');
}

/**
 * Packs a network into one ONNX file with really narrow weights: 2-bit codes as INT2, 3- and 4-bit codes as INT4,
 * 5 to 8 bits as INT8, read by DequantizeLinear and multiplied by Gemm; hidden activations are rounded to their
 * unsigned grid. Whether every engine decides alike is what {@link verifyPacked} measures. Input `x` [rows, inputs]
 * float32, output `logits` [rows, classes] float32, any number of rows.
 *
 * The same network gives the same bytes.
 *
 * @throws DeployError when the network breaks a rule of {@link QuantizedNetwork}.
 * @see ONNX operators `DequantizeLinear` 21 and 25, `Gemm` 13.
 */
export async function packNetwork(network: QuantizedNetwork): Promise<PackedNetwork> {
  checkNetwork(network);
  const schema = await loadOnnxSchema();
  const parts: GraphParts = { nodes: [], initializers: [] };
  const last = network.layers.length - 1;
  network.layers.reduce(
    (input, layer, index) => appendLayer(parts, schema, layer, input, index === last),
    'x',
  );
  const layers = network.layers.map(({ layer, weight }) => {
    const { name, storedBits } = storageType(weight.bits);
    return {
      layer,
      bits: weight.bits,
      storage: name,
      codeBytes: Math.ceil((weight.codes.length * storedBits) / 8),
    };
  });
  const opset = Math.max(
    ...network.layers.map(({ weight }) => storageType(weight.bits).opset),
    baseline.opset,
  );
  const matrixType = (columns: number): onnx.ITypeProto => ({
    tensorType: { elemType: float32, shape: { dim: [{ dimParam: 'rows' }, { dimValue: columns }] } },
  });
  const bytes = schema.ModelProto.encode({
    irVersion: opset > baseline.opset ? irVersionOfInt2 : baseline.irVersion,
    producerName: '@cfq/deploy',
    opsetImport: [{ domain: '', version: opset }],
    metadataProps: [
      { key: 'cfq.bits', value: layers.map(({ layer, bits }) => `${layer}:${bits}`).join(' ') },
    ],
    graph: {
      name: 'student',
      node: parts.nodes,
      initializer: parts.initializers,
      input: [{ name: 'x', type: matrixType(network.layers[0]!.weight.shape[0]!) }],
      output: [{ name: 'logits', type: matrixType(network.layers[last]!.weight.shape[1]!) }],
    },
  }).finish();
  return { bytes, layers, opset };
}
