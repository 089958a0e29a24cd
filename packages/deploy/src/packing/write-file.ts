import { layerWidths, matchLayer, type Network } from '@cfq/network';
import type { PackNetworkOptions } from '../exporting/pack-options.ts';
import type { GraphParts } from '../graph/graph-parts.ts';
import type { OnnxSchema } from '../graph/load-onnx-schema.ts';
import { appendColumns } from '../interface/append-columns.ts';
import { appendOutput } from '../interface/append-outputs.ts';
import { checkNamesApart } from '../interface/check-names-apart.ts';
import { inputInfo, outputInfo, rowsOf } from '../interface/value-infos.ts';
import { appendDense } from './append-dense.ts';
import { createBitStream } from './bit-stream.ts';
import { metadataOf } from './metadata-of.ts';
import type { PackedLayer, PackedNetwork } from './packed-network.ts';

/** First operator set that reads every 4-bit type, and the IR version that belongs to it. */
const baseline = { opset: 21, irVersion: 10 };
/** IR version of the operator set with 2-bit types. */
const irVersionOfInt2 = 13;

/** Appends the layers between the columns and the logits. */
function appendLayers(
  parts: GraphParts,
  { layers }: Network,
  streamed: ReadonlySet<string>,
  names: { readonly columns: string; readonly logits: string },
): { layers: readonly PackedLayer[]; opset: number } {
  const stream = createBitStream();
  const packed: PackedLayer[] = [];
  let opset = baseline.opset;
  layers.reduce((input, layer, index) => {
    const isLast = index === layers.length - 1;
    const { result, stored } = matchLayer(layer, {
      dense: (dense) =>
        appendDense(
          parts,
          dense,
          input,
          isLast ? names.logits : null,
          streamed.has(dense.name) ? stream : null,
        ),
    });
    const { opset: needed, ...lies } = stored;
    packed.push({ layer: layer.name, ...lies });
    opset = Math.max(opset, needed);
    return result;
  }, names.columns);
  stream.finish(parts);
  return { layers: packed, opset };
}

/**
 * Writes a file.
 *
 * @param network checked.
 * @param options its interface checked.
 * @param streamed names of the layers whose codes lie in the stream of bits.
 */
export function writeFile(
  schema: OnnxSchema,
  network: Network,
  { interface: files, metadata = {} }: PackNetworkOptions,
  streamed: ReadonlySet<string>,
): PackedNetwork {
  const parts: GraphParts = { schema, nodes: [], initializers: [] };
  const columns = files === undefined ? 'x' : appendColumns(parts, files);
  const logits = files === undefined ? 'logits' : 'cfq/logits';
  const { layers, opset } = appendLayers(parts, network, streamed, { columns, logits });
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
