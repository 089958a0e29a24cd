import { decodeWeights, type Network } from '@cfq/network';

/** A network with its weights as real numbers. */
export function plainNetwork({ layers, ...network }: Network): Network {
  return {
    ...network,
    layers: layers.map((layer) => ({
      ...layer,
      weight: { kind: 'float', values: decodeWeights(layer.weight) },
    })),
  };
}
