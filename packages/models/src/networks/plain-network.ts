import { decodeWeights, type Network } from '@cfq/network';

/** A network with its weights as real numbers. */
export function plainNetwork({ inputWidth, layers }: Network): Network {
  return {
    inputWidth,
    layers: layers.map((layer) => ({
      ...layer,
      weight: { kind: 'float', values: decodeWeights(layer.weight) },
    })),
  };
}
