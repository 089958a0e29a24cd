import { layerSelection, mixedFakeQuantize } from '@cfq/bit-allocation';
import { quantizer } from '@cfq/quantizers';
import type * as tf from '@tensorflow/tfjs-core';
import { TrainingError } from '../training-error.ts';
import { softRounded } from './rounding/soft-rounded.ts';
import { candidateKey, type StudentForm, type StudentParameters } from './student-form.ts';

/** A value that the form promises; its absence is a bug, named. */
function held<Value>(record: { readonly [key: string]: Value }, key: string): Value {
  const value = record[key];
  if (value === undefined) {
    throw new TrainingError(
      `student: internal: parameters must fit the form (expected "${key}", got ${Object.keys(record).join(', ')}).`,
    );
  }
  return value;
}

/**
 * Logits [rows, classes] of a student in training: weights and hidden activations fake-quantized. A layer with one
 * candidate is quantized at that width; a layer with several is the mix that `selection` chooses. Traced.
 *
 * @param selection the policy's choice [layers, candidates]; null where every layer has one candidate.
 */
export function studentLogits(
  form: StudentForm,
  parameters: StudentParameters<tf.Tensor>,
  x: tf.Tensor2D,
  selection: tf.Tensor2D | null,
): tf.Tensor2D {
  const weightQuantizer = quantizer(form.weights.quantizer);
  const activationQuantizer = quantizer(form.activations.quantizer);
  const order = form.model.layers.map(({ layer }) => layer);
  return form.model.apply(parameters.dense, x, {
    weight(value, layer) {
      const candidates = held(form.weights.candidates, layer);
      const learned = candidates.map((bits) => held(held(parameters.weights, layer), candidateKey(bits)));
      const [only] = candidates;
      if (selection === null && candidates.length === 1 && only !== undefined) {
        if (form.weights.rounding === 'fitted') return softRounded(value, learned[0] ?? {}, only);
        return weightQuantizer.fakeQuantize(value, learned[0] ?? {}, only) as tf.Tensor2D;
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
        quantizer: weightQuantizer,
        parameters: learned,
      }) as tf.Tensor2D;
    },
    activation: (value, layer) =>
      activationQuantizer.fakeQuantize(
        value,
        held(parameters.activations, layer),
        held(form.activations.bits, layer),
      ) as tf.Tensor2D,
  });
}
