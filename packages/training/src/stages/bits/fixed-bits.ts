import { TrainingError } from '../../training-error.ts';
import type { BitStage } from './bit-stage.ts';

/**
 * One width in every layer, whatever the budget.
 *
 * @throws TrainingError when `bits` is not a whole number from 1 to 8.
 */
export function fixedBits(bits: number): BitStage {
  if (!Number.isInteger(bits) || bits < 1 || bits > 8) {
    throw new TrainingError(
      `fixedBits: bits is a width (expected a whole number from 1 to 8, got ${bits}). Set it.`,
    );
  }
  return {
    name: 'fixed',
    description: `${bits} bits in every layer, whatever the budget`,
    options: { bits },
    fixedBits: bits,
    needsRecourse: false,
    calls: 0,
    choose: ({ teacher }) =>
      Promise.resolve({
        allocation: teacher.model.layers.map(({ layer }) => ({ layer, bits })),
        searched: null,
      }),
  };
}
