import { createCompileScope, ndarray, type CompileScope, type NDArray } from '@cfq/jit';
import { decodeWeights, type Network } from '@cfq/network';
import type * as tf from '@tensorflow/tfjs-core';
import { networkOfModel } from '../model/network-of-model.ts';
import { activationGridOf, type QuantizedActivation } from './activation-grid-of.ts';
import {
  candidateKey,
  held,
  type QuantizerParameters,
  type StudentParameters,
} from './student-parameters.ts';
import type { QuantizationScheme } from './quantization-scheme.ts';
import type { LogitsFunction } from '../model/model-logits.ts';
import type { Model, ModelParameters } from '../model/model.ts';

/** A student as it is deployed: integer weights, float biases, integer activations. Plain data. */
export interface DeployedStudent {
  readonly model: Model;
  /** All that it decides with: integer codes, biases, and the grid of every hidden output. */
  readonly network: Network;
  /** The quantizers whose grids those are, by hidden layer. */
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
 * @param scheme one candidate a layer.
 * @throws TrainingError when hidden outputs are not on a uniform grid that starts at 0.
 */
export function deployStudent(
  scheme: QuantizationScheme,
  parameters: StudentParameters<NDArray>,
): DeployedStudent {
  const { model, weights, activations } = scheme;
  const formats = Object.fromEntries(
    model.hiddenLayers.map((layer): [string, QuantizedActivation] => [
      layer,
      {
        quantizer: activations.quantizer,
        bits: activations.bits[layer]!,
        parameters: parameters.activations[layer]!,
      },
    ]),
  );
  const network = networkOfModel(model, parameters.dense, {
    weights: Object.fromEntries(
      model.layers.map(({ layer }) => {
        const bits = weights.candidates[layer]![0]!;
        const learned = parameters.weights[layer]![candidateKey(bits)]!;
        return [layer, weights.quantizer.encode(parameters.dense[layer]!.weight, learned, bits)];
      }),
    ),
    grids: Object.fromEntries(
      Object.entries(formats).map(([layer, format]) => [layer, activationGridOf(layer, format)]),
    ),
  });
  return { model, network, activations: formats };
}

/** What {@link deployedLogits} of a student reads: its weights decoded from the integer codes. */
export function deployedParameters(student: DeployedStudent): DeployedParameters<NDArray> {
  return {
    dense: Object.fromEntries(
      student.network.layers.map(({ name, weight, bias }) => [
        name,
        { weight: decodeWeights(weight), bias: ndarray(bias, [bias.length]) },
      ]),
    ),
    activations: Object.fromEntries(
      Object.entries(student.activations).map(([layer, { parameters }]) => [layer, parameters]),
    ),
  };
}

/** Traced logits of a deployed student. */
export type DeployedLogits = LogitsFunction<DeployedParameters<tf.Tensor>>;

/**
 * Traced logits of a deployed student: decoded integer weights, hidden outputs rounded to their integers. In one scope the same
 * function is returned for all students of one model and activation format, whatever their weights' bits, so that
 * whatever is compiled from it is compiled once. Its gradient is the quantizer's own estimator. The function outlives the
 * scope.
 *
 * @param scope default: none, and every call returns a function of its own.
 */
export function deployedLogits(
  student: Pick<DeployedStudent, 'model' | 'activations'>,
  scope: Pick<CompileScope, 'compileOnce'> = createCompileScope(),
): DeployedLogits {
  const { model, activations } = student;
  const formats = Object.entries(activations).map(([layer, { quantizer, bits }]) => ({
    layer,
    quantizer,
    bits,
  }));
  const key = formats.map(({ layer, quantizer, bits }) => [layer, quantizer, bits]);
  return scope.compileOnce([deployedLogits, model, key], () => {
    const byLayer = new Map(formats.map((format) => [format.layer, format]));
    return (parameters: DeployedParameters<tf.Tensor>, x: tf.Tensor2D) =>
      model.apply(parameters.dense, x, {
        activation: (value, layer) => {
          const format = byLayer.get(layer);
          if (format === undefined) return value;
          const learned = held(parameters.activations, layer);
          return format.quantizer.fakeQuantize(value, learned, format.bits) as tf.Tensor2D;
        },
      });
  });
}
