import { NetworkError } from '../network-error.ts';
import type { TopologyLayer } from './layers-model.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

function refuse(rule: string, expected: string, got: string, remedy: string): never {
  throw new NetworkError(`networkFromLayersModel: ${rule} (expected ${expected}, got ${got}). ${remedy}`);
}

/** The names in `inbound_nodes`, in the form of Keras 2: `[[["dense", 0, 0, {}]]]`. */
function inboundOf(nodes: unknown): string[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: unknown) =>
    Array.isArray(node)
      ? node.flatMap((from: unknown) => (Array.isArray(from) ? [String(from[0])] : []))
      : [],
  );
}

/** One layer after another, each reading the one before it. */
function assertChain(layers: readonly TopologyLayer[]): void {
  layers.forEach(({ name, reads }, index) => {
    const before = index === 0 ? [] : [layers[index - 1]!.name];
    if (reads === null || (reads.length === before.length && reads.every((from) => from === before[0])))
      return;
    refuse(
      'layers follow one another',
      `"${name}" to read ${before.join() || 'the input'} alone`,
      reads.join(', ') || 'nothing',
      'Models that branch have no place in a network yet.',
    );
  });
}

/**
 * The layers of a topology in their order, from a Sequential model or a functional one without branches, as TF.js or as
 * Keras writes it.
 *
 * @throws NetworkError when it is neither.
 */
export function layersOfTopology(topology: unknown): TopologyLayer[] {
  const layers = listLayers(topology);
  assertChain(layers);
  return layers;
}

/**
 * The layers that a stored model lists, as TF.js or as Keras writes it, whatever they read.
 *
 * @param topology `modelTopology` of a `model.json`.
 * @throws NetworkError when it is neither a Sequential model nor a functional one.
 */
export function listLayers(topology: unknown): TopologyLayer[] {
  const outer = typeof topology === 'string' ? (JSON.parse(topology) as unknown) : topology;
  const whole = isFields(outer) && isFields(outer['model_config']) ? outer['model_config'] : outer;
  const className = isFields(whole) ? String(whole['class_name']) : String(whole);
  const isSequential = className === 'Sequential';
  if (!isSequential && className !== 'Model' && className !== 'Functional') {
    refuse(
      'a topology is one of layers',
      'Sequential, Model or Functional',
      className,
      'Save it by model.save.',
    );
  }
  const config = (whole as Fields)['config'];
  const list = Array.isArray(config)
    ? (config as unknown[])
    : isFields(config)
      ? config['layers']
      : undefined;
  if (!Array.isArray(list)) {
    return refuse('a topology lists its layers', 'config.layers', typeof list, 'Save it by model.save.');
  }
  return list.map((entry: unknown): TopologyLayer => {
    const fields: Fields = isFields(entry) ? entry : {};
    const own: Fields = isFields(fields['config']) ? fields['config'] : {};
    return {
      className: String(fields['class_name']),
      name: String(own['name'] ?? fields['name']),
      config: own,
      reads: isSequential ? null : inboundOf(fields['inbound_nodes']),
    };
  });
}
