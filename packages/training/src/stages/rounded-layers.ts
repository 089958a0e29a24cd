import { decode, uniformSymmetric } from '@cfq/quantizers';
import type { ModelParameters } from '../model/model.ts';

/**
 * A model's layers as rounded after training: weights on the grid whose step has the least squared error, biases as they
 * are. `null` bits are full precision. Each layer and width is rounded once.
 *
 * @param perChannel one step per output channel, or one per layer.
 */
export function roundedLayers(
  parameters: ModelParameters,
  perChannel: boolean,
): (layer: string, bits: number | null) => ModelParameters[string] {
  const rounded = new Map<string, ModelParameters[string]>();
  return (layer, bits) => {
    const dense = parameters[layer]!;
    if (bits === null) return dense;
    const key = `${layer} ${bits}`;
    const found = rounded.get(key);
    if (found !== undefined) return found;
    const axis = perChannel ? 1 : null;
    const learned = uniformSymmetric.init(dense.weight, bits, { axis, observer: 'mse' });
    const made = { weight: decode(uniformSymmetric.encode(dense.weight, learned, bits)), bias: dense.bias };
    rounded.set(key, made);
    return made;
  };
}
