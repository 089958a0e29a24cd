import type { IntegerGrid, Quantizer } from '@cfq/quantizers';
import { TrainingError } from '../../training-error.ts';

/**
 * The integer codes of a quantizer, whose neighbours a learned rounding chooses between.
 *
 * @throws TrainingError for a quantizer that does not round to the nearest whole number of steps.
 */
export function codeGrid({ name, grid }: Quantizer, bits: number): IntegerGrid {
  if (grid !== undefined) return grid(bits);
  throw new TrainingError(
    `adaRound: "${name}" has no grid of codes to choose neighbours on (expected a quantizer with grid, got none). ` +
      'Round to nearest, or use another quantizer.',
  );
}
