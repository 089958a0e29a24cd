import { layerWidths, matchLayer, type Network, type Weights } from '@cfq/network';
import { bitsOfElement } from '../tensors/element-types.ts';
import { recogniseNetwork } from '../recognition/recognise-network.ts';
import { fullName } from '../recognition/full-name.ts';
import type { InspectedTensor, Inspection } from '../model/inspection.ts';
import type { OnnxFile, OnnxGraph, OnnxNode } from '../model/onnx-file.ts';
import type { OnnxTensor } from '../model/onnx-tensor.ts';
import type { Recognition, RecogniseOptions } from '../model/recognition.ts';

const prefix = 'cfq.';

const described = ({ name, type, dims, bytes }: OnnxTensor, title = name): InspectedTensor => ({
  ...{ name: title, type, shape: dims, bits: bitsOfElement[type], bytes },
});

/** Tensors of an operator's attributes, named for what it gives. */
function tensorsOfNode(node: OnnxNode): InspectedTensor[] {
  const title = node.outputs.find((name) => name !== '') ?? node.name;
  return Object.values(node.attributes).flatMap((attribute) => {
    if (attribute.kind === 'tensor') return [described(attribute.value, title)];
    return attribute.kind === 'graph' ? tensorsOf(attribute.value) : [];
  });
}

function tensorsOf({ initializers, nodes }: OnnxGraph): InspectedTensor[] {
  return [...initializers.map((tensor) => described(tensor)), ...nodes.flatMap(tensorsOfNode)];
}

function countOperators({ nodes }: OnnxGraph, counts: Map<string, number>): void {
  for (const node of nodes) {
    const name = fullName(node);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    for (const attribute of Object.values(node.attributes)) {
      if (attribute.kind === 'graph') countOperators(attribute.value, counts);
    }
  }
}

const bitsOf = (weights: Weights): number => (weights.kind === 'float' ? 32 : weights.bits);

function networkOf(network: Network) {
  const { inputGrid } = network;
  return {
    columnBits: inputGrid === null ? null : Math.ceil(Math.log2(inputGrid.highest - inputGrid.lowest + 1)),
    sumGrids: network.layers.map((layer) => matchLayer(layer, { dense: ({ sumGrids }) => sumGrids.length })),
    weightBits: network.layers.map((layer) => matchLayer(layer, { dense: ({ weight }) => bitsOf(weight) })),
    activationBits: network.layers.map((layer) =>
      matchLayer(layer, { dense: ({ grid }) => grid?.bits ?? null }),
    ),
  };
}

function recognised(recognition: Recognition): Inspection['recognised'] {
  if ('network' in recognition) {
    const { network, interface: fileInterface } = recognition;
    return { network: true, widths: layerWidths(network), ...networkOf(network), interface: fileInterface };
  }
  const { blackBox, operator = null, node = null } = recognition;
  return { network: false, why: blackBox, operator, node };
}

/** Entries of metadata, of ours or of others. */
const part = (metadata: Readonly<Record<string, string>>, ours: boolean): Record<string, string> =>
  Object.fromEntries(
    Object.entries(metadata)
      .filter(([key]) => key.startsWith(prefix) === ours)
      .map(([key, value]) => [ours ? key.slice(prefix.length) : key, value]),
  );

/**
 * What a file holds: inputs, outputs, operators, tensors with their bits and bytes, metadata, and what it was recognised
 * as, or which operator stood in the way of that.
 *
 * @throws OnnxError as {@link recogniseNetwork}.
 */
export function inspectOnnx(file: OnnxFile, options: RecogniseOptions = {}): Inspection {
  const { bytes, irVersion, producer, opsets, graph, metadata, functions } = file;
  const recognition = recogniseNetwork(file, options);
  const counts = new Map<string, number>();
  countOperators(graph, counts);
  const tensors = tensorsOf(graph);
  return {
    ...{ bytes, irVersion, producer, opsets: { ...opsets } },
    inputs: graph.inputs,
    outputs: graph.outputs,
    operators: Array.from(counts, ([operator, count]) => ({ operator, count })),
    functions: functions.map(({ domain, name }) => `${domain}.${name}`),
    tensors,
    tensorBytes: tensors.reduce((sum, tensor) => sum + tensor.bytes, 0),
    metadata: part(metadata, false),
    ours: part(metadata, true),
    foreignOperators: recognition.foreignOperators,
    maps: recognition.maps,
    recognised: recognised(recognition),
  };
}
