import {
  layerWidths,
  listLayers,
  networkFromLayersModel,
  NetworkError,
  type TopologyLayer,
} from '@cfq/network';
import type { ModelFile } from './model-file.ts';

/** A layer of a LayersModel. */
export interface InspectedLayer {
  readonly name: string;
  /** E.g. `Dense`. */
  readonly className: string;
  /** Outputs, where the layer says so. */
  readonly units: number | null;
  readonly activation: string | null;
}

/** Weights of a LayersModel. */
export interface InspectedWeights {
  readonly name: string;
  /** As TensorFlow.js calls it; of quantized weights the type that is stored. */
  readonly type: string;
  readonly shape: readonly number[];
  /** Bits of an element; null for types without a size. */
  readonly bits: number | null;
  readonly bytes: number | null;
}

/** What a LayersModel holds, as plain data. */
export interface LayersModelInspection {
  readonly format: 'layers-model';
  /** Bytes of `model.json` and the weights. */
  readonly bytes: number;
  readonly sha256: string;
  /** Empty where the topology is none of layers. */
  readonly layers: readonly InspectedLayer[];
  readonly tensors: readonly InspectedWeights[];
  /** Bytes of the files of weights. */
  readonly tensorBytes: number;
  /** Whether it is a network, its columns and the outputs of each layer, or why it is none. */
  readonly recognised:
    | { readonly network: true; readonly widths: readonly number[] }
    | { readonly network: false; readonly why: string };
}

const bitsOf: Readonly<Record<string, number>> = {
  ...{ float32: 32, int32: 32, float16: 16, uint16: 16, uint8: 8, bool: 8, complex64: 64 },
};

function described({ name, className, config }: TopologyLayer): InspectedLayer {
  const { units, activation } = config;
  return {
    ...{ name, className, units: typeof units === 'number' ? units : null },
    activation: typeof activation === 'string' ? activation : null,
  };
}

/** What is made of a model, or the rule that it breaks. */
function attempt<Value>(make: () => Value): Value | string {
  try {
    return make();
  } catch (error) {
    if (error instanceof NetworkError) return error.message;
    throw error;
  }
}

/** What a LayersModel holds: layers, weights with their bits and bytes, and whether it is a network. Nothing is run. */
export function inspectLayersModel({
  bytes,
  sha256,
  layers,
}: Extract<ModelFile, { readonly format: 'layers-model' }>): LayersModelInspection {
  const listed = attempt(() => listLayers(layers.modelTopology).map(described));
  const widths = attempt(() => layerWidths(networkFromLayersModel(layers)));
  const specs = layers.weightsManifest?.flatMap(({ weights }) => weights) ?? [];
  const shards = Array.isArray(layers.weightData) ? (layers.weightData as readonly Uint8Array[]) : [];
  return {
    ...{ format: 'layers-model', bytes: bytes.length, sha256 },
    layers: typeof listed === 'string' ? [] : listed,
    tensors: specs.map(({ name, shape, dtype, quantization }) => {
      const stored = (quantization as { readonly dtype?: unknown } | undefined)?.dtype;
      const type = typeof stored === 'string' ? stored : dtype;
      const bits = bitsOf[type] ?? null;
      const count = shape.reduce((product, size) => product * size, 1);
      return { name, type, shape, bits, bytes: bits === null ? null : (count * bits) / 8 };
    }),
    tensorBytes: shards.reduce((sum, { byteLength }) => sum + byteLength, 0),
    recognised: typeof widths === 'string' ? { network: false, why: widths } : { network: true, widths },
  };
}
