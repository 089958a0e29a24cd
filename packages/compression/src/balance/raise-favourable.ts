import type { Network } from '@cfq/network';

/** A network whose favourable logit, the second of two, is larger by so many logits; codes of weights stay as they are. */
export function raiseFavourable(network: Network, logits: number): Network {
  if (logits === 0) return network;
  const last = network.layers.at(-1)!;
  const bias = last.bias.map((value, place) => (place === 1 ? value + logits : value));
  return { ...network, layers: [...network.layers.slice(0, -1), { ...last, bias }] };
}
