import { sizeOf } from '@cfq/jit';
import { NetworkError } from '../network-error.ts';
import type { LayersModelArtifacts, LiveLayersModel, WeightSpec } from './layers-model.ts';

/** One weight as it was read. */
interface ReadWeight {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/**
 * A weight of a layer, by the layer's name; undefined where it has none.
 *
 * @param order All weights that such a layer has, in their order.
 */
export type WeightLookup = (
  layer: string,
  weight: string,
  order: readonly string[],
) => ReadWeight | undefined;

/** Weights of a live model. */
export function liveWeights({ layers }: LiveLayersModel): WeightLookup {
  return (name, weight, order) => {
    const layer = layers.find((candidate) => candidate.name === name);
    const found = layer?.getWeights()[order.indexOf(weight)];
    return found && { data: Float32Array.from(found.dataSync()), shape: found.shape };
  };
}

const wordSizes: Readonly<Record<string, number>> = { float32: 4, int32: 4, bool: 1, uint8: 1 };

function joined(data: LayersModelArtifacts['weightData']): Uint8Array {
  const parts = Array.isArray(data)
    ? (data as (ArrayBuffer | Uint8Array)[])
    : data === undefined
      ? []
      : [data];
  const bytes = parts.map((part) =>
    part instanceof Uint8Array ? part : new Uint8Array(part as ArrayBuffer),
  );
  const whole = new Uint8Array(bytes.reduce((sum, { length }) => sum + length, 0));
  bytes.reduce((at, part) => {
    whole.set(part, at);
    return at + part.length;
  }, 0);
  return whole;
}

/** Number of bytes of a weight. */
function bytesOf({ name, shape, dtype, quantization }: WeightSpec): number {
  const word = Object.hasOwn(wordSizes, dtype) ? wordSizes[dtype] : undefined;
  if (word !== undefined && quantization === undefined) return word * sizeOf(shape);
  throw new NetworkError(
    `networkFromLayersModel: weights are stored as numbers (expected ${Object.keys(wordSizes).join(', ')}, got ` +
      `${quantization === undefined ? dtype : 'a quantized weight'} for "${name}"). Save the model without quantization.`,
  );
}

/** Whether a weight is that of a layer; writers put a scope before the name or `:0` behind it. */
const isOf = (name: string, layer: string, weight: string): boolean =>
  `/${name.replace(/:0$/, '')}`.endsWith(`/${layer}/${weight}`);

/**
 * Weights of a stored model.
 *
 * @throws NetworkError when the bytes are not as many as the weights need, or a weight is stored quantized.
 */
export function storedWeights({
  weightSpecs,
  weightsManifest,
  weightData,
}: LayersModelArtifacts): WeightLookup {
  const specs = weightSpecs ?? weightsManifest?.flatMap(({ weights }) => weights) ?? [];
  const bytes = joined(weightData);
  const sizes = specs.map(bytesOf);
  const needed = sizes.reduce((sum, size) => sum + size, 0);
  if (needed !== bytes.length) {
    throw new NetworkError(
      `networkFromLayersModel: weightData holds all weights (expected ${needed} bytes for ${specs.length} weights, ` +
        `got ${bytes.length}). Pass every shard, in order.`,
    );
  }
  const starts = sizes.map((_, index) => sizes.slice(0, index).reduce((sum, size) => sum + size, 0));
  return (layer, weight) => {
    const at = specs.findIndex(({ name }) => isOf(name, layer, weight));
    const spec = specs[at];
    if (spec === undefined) return undefined;
    if (spec.dtype !== 'float32') {
      throw new NetworkError(
        `networkFromLayersModel: weights of a dense layer are float32 (got ${spec.dtype} for "${spec.name}"). ` +
          'Save the model in float32.',
      );
    }
    const [start, size] = [starts[at]!, sizes[at]!];
    return { data: new Float32Array(bytes.slice(start, start + size).buffer), shape: spec.shape };
  };
}
