import { layerWidths, matchLayer, type Network } from '@cfq/network';
import type { PackNetworkOptions } from '../exporting/pack-options.ts';
import type { GraphParts } from '../graph/graph-parts.ts';
import type { OnnxSchema } from '../graph/load-onnx-schema.ts';
import { appendColumns } from '../interface/append-columns.ts';
import { appendOutput } from '../interface/append-outputs.ts';
import { checkNamesApart } from '../interface/check-names-apart.ts';
import { inputInfo, outputInfo, rowsOf } from '../interface/value-infos.ts';
import { appendIntegerLayers } from '../integer/append-integer-layers.ts';
import type { IntegerNetwork } from '../integer/integer-network.ts';
import { appendColumnGrid } from './append-column-grid.ts';
import { appendDense } from './append-dense.ts';
import { createBitStream, type BitStream } from './bit-stream.ts';
import { metadataOf } from './metadata-of.ts';
import type { PackedLayer, PackedNetwork } from './packed-network.ts';

/** First operator set that reads every 4-bit type, and the IR version that belongs to it. */
const baseline = { opset: 21, irVersion: 10 };
/** IR version of the operator set with 2-bit types. */
const irVersionOfInt2 = 13;

type LayerInFile = PackedLayer & { readonly opset: number };

/** Appends the layers between the columns and the logits, as floats. */
function appendFloatLayers(
  parts: GraphParts,
  { layers, inputGrid }: Network,
  streamOf: (layer: string) => BitStream | null,
  { columns, logits }: { readonly columns: string; readonly logits: string },
): LayerInFile[] {
  let input = inputGrid === null ? columns : appendColumnGrid(parts, inputGrid, columns);
  return layers.map((layer, index) => {
    const isLast = index === layers.length - 1;
    const { result, stored } = matchLayer(layer, {
      dense: (dense) => appendDense(parts, dense, input, isLast ? logits : null, streamOf(dense.name)),
    });
    input = result;
    return { layer: layer.name, ...stored };
  });
}

/** What is written. */
export interface FileContent extends Pick<PackNetworkOptions, 'interface' | 'metadata'> {
  /** Checked; and so is the interface. */
  readonly network: Network;
  /** The network in whole numbers where products are to be; null where they are float. */
  readonly whole: IntegerNetwork | null;
}

/**
 * Writes a file.
 *
 * @param streamed names of the layers whose codes lie in the stream of bits.
 */
export function writeFile(
  schema: OnnxSchema,
  { network, whole, interface: files, metadata = {} }: FileContent,
  streamed: ReadonlySet<string>,
): PackedNetwork {
  const parts: GraphParts = { schema, nodes: [], initializers: [] };
  const columns = files === undefined ? 'x' : appendColumns(parts, files);
  const logits = files === undefined ? 'logits' : 'cfq/logits';
  const stream = createBitStream();
  const streamOf = (layer: string): BitStream | null => (streamed.has(layer) ? stream : null);
  const written =
    whole === null
      ? appendFloatLayers(parts, network, streamOf, { columns, logits })
      : appendIntegerLayers(parts, whole, streamOf, { columns, logits });
  stream.finish(parts);
  const layers = written.map(({ layer, bits, storage, codeBytes }) => ({ layer, bits, storage, codeBytes }));
  const opset = Math.max(baseline.opset, ...written.map((layer) => layer.opset));
  files?.outputs.forEach((output, at) => {
    appendOutput(parts, `cfq/out${at}`, logits, output);
  });
  if (files !== undefined) checkNamesApart(parts, files);
  const bytes = schema.ModelProto.encode({
    irVersion: opset > baseline.opset ? irVersionOfInt2 : baseline.irVersion,
    producerName: '@cfq/deploy',
    opsetImport: [{ domain: '', version: opset }],
    metadataProps: metadataOf(metadata, {
      'cfq.bits': layers.map(({ layer, bits }) => `${layer}:${bits}`).join(' '),
      ...(files === undefined ? {} : { 'cfq.interface': JSON.stringify(files) }),
      ...(whole === null ? {} : { 'cfq.input-grid': JSON.stringify(whole.input) }),
    }),
    graph: {
      name: 'student',
      node: parts.nodes,
      initializer: parts.initializers,
      input: files?.inputs.map(inputInfo) ?? [rowsOf('x', 'float32', network.inputWidth)],
      output: files?.outputs.map(outputInfo) ?? [rowsOf('logits', 'float32', layerWidths(network).at(-1)!)],
    },
  }).finish();
  return { bytes, layers, opset };
}
