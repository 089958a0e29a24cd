import { AllocationError } from './allocation-error.ts';
import type { Allocation, LayerSize } from './allocation.ts';
import { assertLayers } from './assert-layers.ts';

/**
 * Total weight bits of an allocation, `Σ_l n_l b_l` (CFQ §4.2, BitCost), exact below 2^53.
 *
 * @throws AllocationError when the allocation does not name each layer once, or a bit-width is not a positive
 * whole number.
 */
export function totalBits(layers: readonly LayerSize[], allocation: Allocation): number {
  assertLayers('totalBits', layers);
  const bitsOf = new Map(allocation.map(({ layer, bits }) => [layer, bits]));
  if (bitsOf.size !== layers.length || allocation.length !== layers.length) {
    throw new AllocationError(
      `totalBits: the allocation must name each layer once (expected ${layers.length} layers, got ` +
        `${allocation.length}).`,
    );
  }
  return layers.reduce((total, { layer, parameters }) => {
    const bits = bitsOf.get(layer);
    if (bits === undefined || !Number.isSafeInteger(bits) || bits <= 0) {
      throw new AllocationError(
        `totalBits: layer "${layer}" needs a positive whole number of bits (got ${bits ?? 'no entry'}).`,
      );
    }
    return total + parameters * bits;
  }, 0);
}

/**
 * Average bit-width of an allocation, weighted by parameters: `Σ_l n_l b_l / Σ_l n_l`, in bits per weight.
 *
 * @throws AllocationError when allocation and layers do not match.
 */
export function averageBits(layers: readonly LayerSize[], allocation: Allocation): number {
  return totalBits(layers, allocation) / layers.reduce((sum, { parameters }) => sum + parameters, 0);
}
