import { jit, valueAndGrad, type CompileScope } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import type { LayeredParameters, MeasuredModel } from './sensitivity.ts';

/** Sum over rows of `weight · loss`, and its gradient to the parameters; compiled once per model in a scope. */
export function lossGradientGraph({ logits, rowLosses }: MeasuredModel, scope: CompileScope) {
  return scope.compileOnce([lossGradientGraph, logits, rowLosses], () =>
    jit(
      (at: LayeredParameters<tf.Tensor>, x: tf.Tensor2D, labels: tf.Tensor1D, weights: tf.Tensor1D) => {
        const { value, gradients } = valueAndGrad((given: LayeredParameters<tf.Tensor>) =>
          tf.sum<tf.Scalar>(tf.mul(weights, rowLosses(logits(given, x), labels))),
        )(at);
        return { value, gradients };
      },
      { name: 'loss gradient' },
    ),
  );
}
