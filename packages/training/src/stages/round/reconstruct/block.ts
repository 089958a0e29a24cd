import type { Quantizer } from '@cfq/quantizers';
import type { Model } from '../../../model/model.ts';
import type { QuantizationScheme } from '../../../scheme/quantization-scheme.ts';
import { held } from '../../../scheme/student-parameters.ts';

/** A layer of a block. */
interface BlockLayer {
  readonly layer: string;
  readonly bits: number;
  /** Width of its rectified outputs; null for the last layer of a model, which has none. */
  readonly hiddenBits: number | null;
}

/** Layers that follow each other and whose last outputs are kept together: all that its graph depends on. */
export interface Block {
  readonly layers: readonly BlockLayer[];
  readonly weights: Quantizer;
  readonly activations: Quantizer;
}

/** The layers of a model in blocks of `size`, first to last; the last block may be smaller. */
export function blocksOf(model: Model, { weights, activations }: QuantizationScheme, size: number): Block[] {
  const layers = model.layers.map(({ layer }) => ({
    layer,
    bits: held(weights.candidates, layer)[0]!,
    hiddenBits: model.hiddenLayers.includes(layer) ? held(activations.bits, layer) : null,
  }));
  return Array.from({ length: Math.ceil(layers.length / size) }, (_, at) => ({
    layers: layers.slice(at * size, (at + 1) * size),
    weights: weights.quantizer,
    activations: activations.quantizer,
  }));
}
