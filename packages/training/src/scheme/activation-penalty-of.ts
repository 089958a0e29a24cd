import type { Quantizer } from '@cfq/quantizers';
import type * as tf from '@tensorflow/tfjs-core';
import { TrainingError } from '../training-error.ts';
import type { QuantizerParameters } from './student-parameters.ts';

/**
 * What a quantizer adds to the loss for its own parameters. Traced.
 *
 * @throws TrainingError for a quantizer that adds nothing.
 */
export function activationPenaltyOf(
  quantizer: Quantizer,
  parameters: QuantizerParameters<tf.Tensor>,
): tf.Scalar {
  if (quantizer.penalty !== undefined) return quantizer.penalty(parameters);
  throw new TrainingError(
    `activationPenalty: "${quantizer.name}" adds nothing to the loss (expected an activation quantizer with a penalty, got ` +
      'none). Leave the term out, or use another quantizer.',
  );
}
