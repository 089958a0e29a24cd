import { packNetwork, type PackedNetwork, type PackNetworkOptions } from '@cfq/deploy';
import type { Network } from '@cfq/network';
import { raiseSteps } from './raise-steps.ts';

/**
 * A student as a file; of whole numbers with room for all that is to be added up.
 *
 * @throws what `packNetwork` throws
 */
export function packStudent(network: Network, options: PackNetworkOptions): Promise<PackedNetwork> {
  const { lowering, inputGrid } = options;
  const raised = lowering === 'integer' && inputGrid !== undefined ? raiseSteps(network, inputGrid) : network;
  return packNetwork(raised, options);
}
