import { AllocationError } from '../allocation-error.ts';
import { defaultCandidates, type LayerSize } from '../allocation.ts';
import { assertCandidates } from '../assert-candidates.ts';
import { assertLayers } from '../assert-layers.ts';
import type { CostTable } from './cost-limit.ts';

/** A layer and what is multiplied in it. */
export interface MultipliedLayer extends LayerSize {
  /** Bits of the numbers that the weights are multiplied by, a whole number from 1: 32 for floats. */
  readonly inputBits: number;
  /** Products a row and weight, a whole number from 1; default 1, as in a dense layer. */
  readonly reuse?: number;
}

/**
 * Bit operations of one row, `b_w b_a` for each product of a weight of `b_w` bits with an input of `b_a` bits.
 *
 * @throws AllocationError for malformed layers or candidates.
 * @see Yao et al. 2021, "HAWQ-V3: Dyadic Neural Network Quantization", §3.4, whose BOPs these are.
 */
export function bitOperations(
  layers: readonly MultipliedLayer[],
  candidates: readonly number[] = defaultCandidates,
): CostTable {
  assertLayers('bitOperations', layers);
  assertCandidates('bitOperations', candidates);
  const cost = layers.map(({ layer, parameters, inputBits, reuse = 1 }) => {
    if (![inputBits, reuse].every((value) => Number.isSafeInteger(value) && value > 0)) {
      throw new AllocationError(
        `bitOperations: input bits and reuse of "${layer}" are whole numbers from 1 (got ${inputBits} and ${reuse}). ` +
          'Pass 32 bits for float inputs.',
      );
    }
    return candidates.map((bits) => parameters * reuse * bits * inputBits);
  });
  return { unit: 'bit operations', cost };
}
