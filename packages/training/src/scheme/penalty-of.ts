import type { Quantizer } from '@cfq/quantizers';
import * as tf from '@tensorflow/tfjs-core';
import { TrainingError } from '../training-error.ts';
import type { PenaltyTerm } from '../terms/objective-term.ts';
import type { QuantizationScheme } from './quantization-scheme.ts';
import {
  candidateKey,
  held,
  type QuantizerParameters,
  type StudentParameters,
} from './student-parameters.ts';

/**
 * What the quantizers of a scheme add to the loss for their own parameters: that of the activations over all hidden layers, 0
 * without any; or that of the weights over all layers and the bit-widths in play, for each weight. Traced.
 *
 * @throws TrainingError for a quantizer that adds nothing.
 */
export function penaltyOf(
  { model, weights, activations }: QuantizationScheme,
  parameters: StudentParameters<tf.Tensor>,
  { name, of = 'activations' }: Pick<PenaltyTerm, 'name' | 'of'>,
): tf.Scalar {
  if (of === 'activations') {
    return model.hiddenLayers
      .map((layer) =>
        own(name, activations.quantizer, held(parameters.activations, layer), held(activations.bits, layer)),
      )
      .reduce((sum, penalty) => tf.add<tf.Scalar>(sum, penalty), tf.scalar(0));
  }
  const penalties = model.layers.flatMap(({ layer }) => {
    const candidates = held(weights.candidates, layer);
    return candidates.map((bits) => {
      const learned = held(held(parameters.weights, layer), candidateKey(bits));
      return tf.div<tf.Scalar>(own(name, weights.quantizer, learned, bits), candidates.length);
    });
  });
  const size = model.layers.reduce((sum, layer) => sum + layer.parameters, 0);
  return tf.div(
    penalties.reduce((sum, penalty) => tf.add<tf.Scalar>(sum, penalty)),
    size,
  );
}

function own(
  term: string,
  quantizer: Quantizer,
  parameters: QuantizerParameters<tf.Tensor>,
  bits: number,
): tf.Scalar {
  if (quantizer.penalty !== undefined) return quantizer.penalty(parameters, bits);
  throw new TrainingError(
    `${term}: "${quantizer.name}" adds nothing to the loss (expected a quantizer with a penalty, got none). Leave the term ` +
      'out, or use another quantizer.',
  );
}
