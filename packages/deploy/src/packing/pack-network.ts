import { checkNetwork, layerWidths, matchLayer, type Network } from '@cfq/network';
import { appendDense } from './append-dense.ts';
import { float32, type GraphParts } from './graph-parts.ts';
import { loadOnnxSchema } from './load-onnx-schema.ts';
import { metadataOf } from './metadata-of.ts';
import { DeployError } from '../deploy-error.ts';
import type { PackNetworkOptions } from '../exporting/pack-options.ts';
import type { onnx } from 'onnx-proto';
import type { StoredWeight } from './append-weight.ts';

/** First operator set that reads every 4-bit type, and the IR version that belongs to it. */
const baseline = { opset: 21, irVersion: 10 };
/** IR version of the operator set with 2-bit types. */
const irVersionOfInt2 = 13;

/** How the weights of one layer lie in the file. */
export interface PackedLayer extends Omit<StoredWeight, 'opset'> {
  readonly layer: string;
}

/** A network as an ONNX file. */
export interface PackedNetwork {
  /** The whole file. */
  readonly bytes: Uint8Array;
  readonly layers: readonly PackedLayer[];
  /** Operator set the file asks for: 25 where a layer has 2 bits, else 21. */
  readonly opset: number;
}

/**
 * Packs a network into one ONNX file with really narrow weights: codes of up to 2 bits as INT2, of 3 and 4 as INT4, of 5
 * to 8 as INT8 (or unsigned), read by DequantizeLinear and multiplied by Gemm; places in a codebook likewise, and looked
 * up by Gather; float weights as they are. Hidden activations are rounded to their grid. Whether every engine decides
 * alike is what {@link verifyPacked} measures. Input `x` [rows, inputs] float32, output `logits` [rows, classes] float32,
 * any number of rows.
 *
 * The same network gives the same bytes.
 *
 * @throws NetworkError (of `@cfq/network`) for a malformed network.
 * @throws DeployError for codes of more than 8 bits, which DequantizeLinear has no narrow type for.
 * @see ONNX operators `DequantizeLinear` 21 and 25, `Gemm` 13, `Gather` 13.
 */
export async function packNetwork(
  network: Network,
  { lowering = 'qdq', interface: files, metadata = {} }: PackNetworkOptions = {},
): Promise<PackedNetwork> {
  checkNetwork(network, 'packNetwork');
  if (lowering !== 'qdq' || files !== undefined) throw new DeployError('packNetwork: plain qdq files alone.');
  const parts: GraphParts = { schema: await loadOnnxSchema(), nodes: [], initializers: [] };
  const layers: PackedLayer[] = [];
  let opset = baseline.opset;
  network.layers.reduce((input, layer, index) => {
    const isLast = index === network.layers.length - 1;
    const { result, stored } = matchLayer(layer, {
      dense: (dense) => appendDense(parts, dense, input, isLast),
    });
    const { opset: needed, ...lies } = stored;
    layers.push({ layer: layer.name, ...lies });
    opset = Math.max(opset, needed);
    return result;
  }, 'x');
  const matrixType = (columns: number): onnx.ITypeProto => ({
    tensorType: { elemType: float32, shape: { dim: [{ dimParam: 'rows' }, { dimValue: columns }] } },
  });
  const bytes = parts.schema.ModelProto.encode({
    irVersion: opset > baseline.opset ? irVersionOfInt2 : baseline.irVersion,
    producerName: '@cfq/deploy',
    opsetImport: [{ domain: '', version: opset }],
    metadataProps: metadataOf(metadata, {
      'cfq.bits': layers.map(({ layer, bits }) => `${layer}:${bits}`).join(' '),
    }),
    graph: {
      name: 'student',
      node: parts.nodes,
      initializer: parts.initializers,
      input: [{ name: 'x', type: matrixType(network.inputWidth) }],
      output: [{ name: 'logits', type: matrixType(layerWidths(network).at(-1)!) }],
    },
  }).finish();
  return { bytes, layers, opset };
}
