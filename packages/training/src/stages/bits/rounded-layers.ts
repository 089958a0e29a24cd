import { decode, leastSquaresStart, type QuantizedTensor, type Quantizer } from '@cfq/quantizers';
import type { NDArray } from '@cfq/jit';
import type { ModelParameters } from '../../model/model.ts';

/** How the weights of a layer are rounded after training. */
export interface WeightRounding {
  readonly quantizer: Quantizer;
  /** Parameters of the quantizer for each output channel, or for the whole layer. */
  readonly perChannel: boolean;
}

/** Weights [inputs, outputs] on the grid of least squared error, as codes. */
export function roundedWeight(
  weight: NDArray,
  bits: number,
  { quantizer, perChannel }: WeightRounding,
): QuantizedTensor {
  const learned = leastSquaresStart(quantizer, weight, bits, perChannel ? { axis: 1 } : {});
  return quantizer.encode(weight, learned, bits);
}

/**
 * A model's layers as rounded after training: weights on the grid of least squared error, biases as they are. Each layer and
 * width is rounded once.
 */
export function roundedLayers(
  parameters: ModelParameters,
  rounding: WeightRounding,
): (layer: string, bits: number) => ModelParameters[string] {
  const rounded = new Map<string, Map<number, ModelParameters[string]>>();
  return (layer, bits) => {
    const widths = rounded.get(layer) ?? new Map<number, ModelParameters[string]>();
    rounded.set(layer, widths);
    const found = widths.get(bits);
    if (found !== undefined) return found;
    const { weight, bias } = parameters[layer]!;
    const made = { weight: decode(roundedWeight(weight, bits, rounding)), bias };
    widths.set(bits, made);
    return made;
  };
}
