import type { Network } from '@cfq/network';
import { raiseFavourable } from './balance/raise-favourable.ts';

/**
 * A network whose favourable logit a threshold was taken off from, as it was before: a file that takes the place of another
 * gives the other's probabilities, and is cut where the other was.
 *
 * @param threshold probability of the favourable class above which people are approved, between 0 and 1
 */
export function withoutThreshold(network: Network, threshold: number): Network {
  return threshold === 0.5 ? network : raiseFavourable(network, Math.log(threshold / (1 - threshold)));
}
