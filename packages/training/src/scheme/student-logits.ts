import { layerSelection, mixedFakeQuantize } from '@cfq/bit-allocation';
import type * as tf from '@tensorflow/tfjs-core';
import { TrainingError } from '../training-error.ts';
import { softRounded } from './rounding/soft-rounded.ts';
import { candidateKey, held, type StudentParameters } from './student-parameters.ts';
import type { QuantizationScheme } from './quantization-scheme.ts';

/**
 * Logits [rows, classes] of a student in training: weights and hidden activations fake-quantized. A layer with one
 * candidate is quantized at that width; a layer with several is the mix that `selection` chooses. Traced.
 *
 * @param selection the policy's choice [layers, candidates]; null where every layer has one candidate.
 */
export function studentLogits(
  { model, weights, activations }: QuantizationScheme,
  parameters: StudentParameters<tf.Tensor>,
  x: tf.Tensor2D,
  selection: tf.Tensor2D | null,
): tf.Tensor2D {
  const order = model.layers.map(({ layer }) => layer);
  return model.apply(parameters.dense, x, {
    weight(value, layer) {
      const candidates = held(weights.candidates, layer);
      const learned = candidates.map((bits) => held(held(parameters.weights, layer), candidateKey(bits)));
      const [only] = candidates;
      if (selection === null && candidates.length === 1 && only !== undefined) {
        return weights.rounding === 'learned'
          ? softRounded(value, learned[0] ?? {}, { quantizer: weights.quantizer, bits: only })
          : (weights.quantizer.fakeQuantize(value, learned[0] ?? {}, only) as tf.Tensor2D);
      }
      if (selection === null) {
        throw new TrainingError(
          `student: a layer with several bit-widths needs a choice (expected a selection for "${layer}", got none). Pass one.`,
        );
      }
      return mixedFakeQuantize({
        x: value,
        selection: layerSelection(selection, order.indexOf(layer)),
        candidates,
        quantizer: weights.quantizer,
        parameters: learned,
      }) as tf.Tensor2D;
    },
    activation: (value, layer) =>
      activations.quantizer.fakeQuantize(
        value,
        held(parameters.activations, layer),
        held(activations.bits, layer),
      ) as tf.Tensor2D,
  });
}
