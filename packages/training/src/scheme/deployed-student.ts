import { decode, quantizer, type QuantizedTensor, type QuantizerName } from '@cfq/quantizers';
import { ndarray, type NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { compiled } from '../compiled.ts';
import {
  candidateKey,
  type QuantizerParameters,
  type StudentForm,
  type StudentParameters,
} from './student-form.ts';
import type { LogitsFunction } from '../model/model-logits.ts';
import type { Model, ModelParameters } from '../model/model.ts';

/** How the outputs of one hidden layer are put on integers. */
export interface QuantizedActivation {
  readonly quantizer: QuantizerName;
  readonly bits: number;
  /** Learned numbers of the quantizer, e.g. `clip`. */
  readonly parameters: QuantizerParameters<NDArray>;
  /** Its grid in plain numbers: `clamp(round(h / scale), 0, 2^bits − 1) · scale`. */
  readonly scale: number;
}

/** A student as it is deployed: integer weights, float biases, integer activations. Plain data. */
export interface DeployedStudent {
  readonly model: Model;
  /** Integer codes, scales and zero points of every weight matrix [inputs, outputs]. */
  readonly weights: Readonly<Record<string, QuantizedTensor>>;
  /** Float32 bias of every layer [outputs]. */
  readonly biases: Readonly<Record<string, NDArray>>;
  /** Every hidden layer's output. */
  readonly activations: Readonly<Record<string, QuantizedActivation>>;
}

/** What the traced logits of a deployed student read. */
export type DeployedParameters<Leaf> = {
  /** Weights decoded from their codes, and biases. */
  readonly dense: ModelParameters<Leaf>;
  readonly activations: { readonly [layer: string]: QuantizerParameters<Leaf> };
};

/**
 * Rounds a trained student to what is deployed.
 *
 * @param form one candidate a layer.
 */
export function deployStudent(form: StudentForm, parameters: StudentParameters<NDArray>): DeployedStudent {
  const { model, weights, activations } = form;
  const weightQuantizer = quantizer(weights.quantizer);
  const layers = model.layers.map(({ layer }) => layer);
  return {
    model,
    weights: Object.fromEntries(
      layers.map((layer) => {
        const bits = weights.candidates[layer]![0]!;
        const learned = parameters.weights[layer]![candidateKey(bits)]!;
        return [layer, weightQuantizer.encode(parameters.dense[layer]!.weight, learned, bits)];
      }),
    ),
    biases: Object.fromEntries(layers.map((layer) => [layer, parameters.dense[layer]!.bias])),
    activations: Object.fromEntries(
      model.hiddenLayers.map((layer) => {
        const bits = activations.bits[layer]!;
        const learned = parameters.activations[layer]!;
        const { scale } = quantizer(activations.quantizer).encode(ndarray([0], [1]), learned, bits);
        return [layer, { quantizer: activations.quantizer, bits, parameters: learned, scale: scale[0]! }];
      }),
    ),
  };
}

/** What {@link deployedLogits} of a student reads: its weights decoded from the integer codes. */
export function deployedParameters(student: DeployedStudent): DeployedParameters<NDArray> {
  return {
    dense: Object.fromEntries(
      Object.entries(student.weights).map(([layer, codes]) => [
        layer,
        { weight: decode(codes), bias: student.biases[layer]! },
      ]),
    ),
    activations: Object.fromEntries(
      Object.entries(student.activations).map(([layer, { parameters }]) => [layer, parameters]),
    ),
  };
}

type SharedLogits = LogitsFunction<DeployedParameters<tf.Tensor>> & { dispose(): Promise<void> };

/**
 * Traced logits of a deployed student: decoded integer weights, hidden outputs rounded to their integers. The same
 * function is returned for all students of one architecture and activation format, whatever their weights' bits, so
 * that whatever is compiled from it is compiled once. Its gradient is the quantizer's own estimator.
 */
export function deployedLogits(
  student: Pick<DeployedStudent, 'model' | 'activations'>,
): LogitsFunction<DeployedParameters<tf.Tensor>> {
  const { model, activations } = student;
  const formats = Object.entries(activations).map(([layer, format]) => ({
    layer,
    name: format.quantizer,
    bits: format.bits,
  }));
  const key = formats.map(({ layer, name, bits }) => `${layer}=${name}/${bits}`).join(',');
  return compiled<SharedLogits>(`deployed logits ${model.name} ${key}`, () =>
    Object.assign(
      (parameters: DeployedParameters<tf.Tensor>, x: tf.Tensor2D) =>
        model.apply(parameters.dense, x, {
          activation: (value, layer) => {
            const format = formats.find((entry) => entry.layer === layer);
            if (format === undefined) return value;
            const learned = parameters.activations[layer] ?? {};
            return quantizer(format.name).fakeQuantize(value, learned, format.bits) as tf.Tensor2D;
          },
        }),
      { dispose: () => Promise.resolve() },
    ),
  );
}
