import { jit, type CompileScope } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import type { EvaluateLoss } from './measure-loss-increase.ts';
import type { LayeredParameters, MeasuredModel } from './sensitivity.ts';
import type { TrialBits } from './trial-bits.ts';

/** The loss of a model with each layer at its trial bit-width, summed over a batch; compiled once per model in a scope. */
export function trialLoss(model: MeasuredModel, scope: CompileScope): EvaluateLoss {
  const { logits, rowLosses } = model;
  const graph = scope.compileOnce([trialLoss, logits, rowLosses], () =>
    jit(
      (parameters: LayeredParameters<tf.Tensor>, x: tf.Tensor2D, labels: tf.Tensor1D, weights: tf.Tensor1D) =>
        tf.sum(tf.mul(weights, rowLosses(logits(parameters, x), labels))),
      { name: 'task loss' },
    ),
  );
  return async (trial, { x, labels, weights }) => {
    const { data } = await graph(trialParameters(model, trial), x, labels, weights);
    return data[0]!;
  };
}

/** A model's parameters with every layer at its trial bit-width. */
export function trialParameters(
  { parameters, quantized }: MeasuredModel,
  trial: readonly TrialBits[],
): MeasuredModel['parameters'] {
  return Object.fromEntries(
    trial.map(({ layer, bits }) => [layer, bits === null ? parameters[layer]! : quantized(layer, bits)]),
  );
}
