import type { Network } from '@cfq/network';

/**
 * A network whose favourable logit a threshold was taken off from, as it was before: a file that takes the place of another
 * gives the other's probabilities, and is cut where the other was.
 *
 * @param threshold probability of the favourable class above which people are approved, between 0 and 1
 */
export function withoutThreshold(network: Network, threshold: number): Network {
  if (threshold === 0.5) return network;
  const last = network.layers.at(-1)!;
  const logit = Math.log(threshold / (1 - threshold));
  const bias = last.bias.map((value, place) => (place === 1 ? value + logit : value));
  return { ...network, layers: [...network.layers.slice(0, -1), { ...last, bias }] };
}
