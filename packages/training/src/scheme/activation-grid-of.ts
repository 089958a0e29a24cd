import { ndarray, type NDArray } from '@cfq/jit';
import { rectifiedGridOf, type ActivationGrid } from '@cfq/network';
import type { Quantizer } from '@cfq/quantizers';
import { TrainingError } from '../training-error.ts';
import type { QuantizerParameters } from './student-parameters.ts';

/** How the outputs of one hidden layer are put on integers. */
export interface QuantizedActivation {
  readonly quantizer: Quantizer;
  readonly bits: number;
  /** Learned numbers of the quantizer, under the names that it gives them. */
  readonly parameters: QuantizerParameters<NDArray>;
}

/**
 * The grid that a quantizer puts rectified outputs on, in plain numbers, see `rectifiedGridOf` of `@cfq/network`.
 *
 * @param layer named in errors.
 * @throws TrainingError when the quantizer has no uniform grid that starts at 0.
 */
export function activationGridOf(
  layer: string,
  { quantizer, bits, parameters }: QuantizedActivation,
): ActivationGrid {
  const grid = rectifiedGridOf(quantizer.encode(ndarray([0], [1]), parameters, bits));
  if (grid === null) {
    throw new TrainingError(
      `activationGridOf: hidden outputs need one uniform grid with a code for 0 that is 0 (layer "${layer}" has ` +
        `"${quantizer.name}"). Train with another activation quantizer.`,
    );
  }
  return grid;
}
