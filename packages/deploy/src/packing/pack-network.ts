import { checkNetwork, layerWidths, matchLayer, type Network } from '@cfq/network';
import type { onnx } from 'onnx-proto';
import { DeployError } from '../deploy-error.ts';
import type { PackNetworkOptions } from '../exporting/pack-options.ts';
import type { GraphParts } from '../graph/graph-parts.ts';
import { loadOnnxSchema } from '../graph/load-onnx-schema.ts';
import { appendColumns } from '../interface/append-columns.ts';
import { appendOutput } from '../interface/append-outputs.ts';
import { checkInterface } from '../interface/check-interface.ts';
import { checkNamesApart } from '../interface/check-names-apart.ts';
import { inputInfo, outputInfo, rowsOf } from '../interface/value-infos.ts';
import { appendDense } from './append-dense.ts';
import type { StoredWeight } from './append-weight.ts';
import { metadataOf } from './metadata-of.ts';

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
 * any number of rows; with an `interface` what that says.
 *
 * The same network gives the same bytes.
 *
 * @throws NetworkError (of `@cfq/network`) for a malformed network.
 * @throws DeployError for codes of more than 8 bits, which DequantizeLinear has no narrow type for; for an interface that
 *   does not fit the network; for metadata under a key of the packer's own.
 * @see ONNX operators `DequantizeLinear` 21 and 25, `Gemm` 13, `Gather` 13.
 */
export async function packNetwork(
  network: Network,
  { lowering = 'qdq', interface: files, metadata = {} }: PackNetworkOptions = {},
): Promise<PackedNetwork> {
  checkNetwork(network, 'packNetwork');
  if (lowering !== 'qdq') throw new DeployError('packNetwork: plain qdq files alone.');
  if (files !== undefined) checkInterface(network, files);
  const parts: GraphParts = { schema: await loadOnnxSchema(), nodes: [], initializers: [] };
  const layers: PackedLayer[] = [];
  let opset = baseline.opset;
  const columns = files === undefined ? 'x' : appendColumns(parts, files);
  const logits = files === undefined ? 'logits' : 'cfq.logits';
  network.layers.reduce((input, layer, index) => {
    const isLast = index === network.layers.length - 1;
    const { result, stored } = matchLayer(layer, {
      dense: (dense) => appendDense(parts, dense, input, isLast ? logits : null),
    });
    const { opset: needed, ...lies } = stored;
    layers.push({ layer: layer.name, ...lies });
    opset = Math.max(opset, needed);
    return result;
  }, columns);
  files?.outputs.forEach((output, at) => {
    appendOutput(parts, `cfq.out${at}`, logits, output);
  });
  if (files !== undefined) checkNamesApart(parts, files);
  const graph: onnx.IGraphProto = {
    name: 'student',
    node: parts.nodes,
    initializer: parts.initializers,
    input: files?.inputs.map(inputInfo) ?? [rowsOf('x', 'float32', network.inputWidth)],
    output: files?.outputs.map(outputInfo) ?? [rowsOf('logits', 'float32', layerWidths(network).at(-1)!)],
  };
  const bytes = parts.schema.ModelProto.encode({
    irVersion: opset > baseline.opset ? irVersionOfInt2 : baseline.irVersion,
    producerName: '@cfq/deploy',
    opsetImport: [{ domain: '', version: opset }],
    metadataProps: metadataOf(metadata, {
      'cfq.bits': layers.map(({ layer, bits }) => `${layer}:${bits}`).join(' '),
      ...(files === undefined ? {} : { 'cfq.interface': JSON.stringify(files) }),
    }),
    graph,
  }).finish();
  return { bytes, layers, opset };
}
