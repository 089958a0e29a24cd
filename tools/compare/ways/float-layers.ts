import type { Network } from '@cfq/network';

/** A network some of whose layers have other weights, as real numbers; `[inputs, outputs]`, row-major, by the layer's name. */
export function withWeights(network: Network, weights: Readonly<Record<string, Float32Array>>): Network {
  return {
    ...network,
    layers: network.layers.map((layer) => {
      const data = weights[layer.name];
      if (data === undefined) return layer;
      const shape = [data.length / layer.bias.length, layer.bias.length];
      return { ...layer, weight: { kind: 'float', values: { data, shape } } } as const;
    }),
  };
}
