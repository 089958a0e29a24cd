import type { Allocation } from '@cfq/bit-allocation';
import type { Network } from '@cfq/network';
import { roundedWeight, type WeightRounding } from '@cfq/training';

/**
 * A network of float weights with every layer rounded after training to the bits of a schedule; all else as it is.
 *
 * @param allocation layer by layer, as the network has them: a teacher made of it may call them otherwise
 */
export function roundedNetwork(network: Network, allocation: Allocation, rounding: WeightRounding): Network {
  return {
    ...network,
    layers: network.layers.map((layer, at) => {
      if (layer.weight.kind !== 'float') return layer;
      return { ...layer, weight: roundedWeight(layer.weight.values, allocation[at]!.bits, rounding) };
    }),
  };
}
