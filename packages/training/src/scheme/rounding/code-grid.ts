import type { IntegerGrid, Quantizer } from '@cfq/quantizers';
import { TrainingError } from '../../training-error.ts';

/**
 * The integer codes of a quantizer that a rounding other than to the nearest chooses from.
 *
 * @throws TrainingError for a quantizer that does not round to the nearest whole number of steps.
 */
export function codeGrid({ name, grid }: Quantizer, bits: number): IntegerGrid {
  if (grid !== undefined) return grid(bits);
  throw new TrainingError(
    `round: "${name}" has no grid of codes to choose from (expected a quantizer with grid, got none). ` +
      'Round to nearest, or use another quantizer.',
  );
}
