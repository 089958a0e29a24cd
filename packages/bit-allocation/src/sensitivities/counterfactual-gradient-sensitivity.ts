import { borrowScope, jit, valueAndGrad, type CompileScope } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { predictLossIncrease } from './predict-loss-increase.ts';
import { recoursePoints } from './recourse-points.ts';
import { atRecourse, defineSensitivity, type LayeredParameters, type MeasuredModel } from './sensitivity.ts';

/** Sum over rows of `weight · loss`, and its gradient to the parameters; compiled once per model in a scope. */
function lossGradientGraph({ logits, rowLosses }: MeasuredModel, scope: CompileScope) {
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

/**
 * What the gradient of the loss of the favourable class at the model's recourse points predicts that quantizing each layer
 * costs there, `|⟨g_l, Q_b(w_l) − w_l⟩|`: one backward pass instead of a forward pass for each layer and width. It is a
 * prediction and can be far off; see {@link predictLossIncrease}.
 */
export const counterfactualGradientSensitivity = defineSensitivity({
  name: 'counterfactual-gradient',
  description: 'rise of the loss of the favourable class at recourse points as its gradient predicts it',
  source: 'CFQ §5 (CF-PTQ with sensitivity)',
  needs: 'recourse',
  rowLimit: Infinity,
  async measure(problem) {
    const { parameters, quantized } = problem.model;
    await using scope = borrowScope(problem.scope);
    const points = recoursePoints('counterfactual-gradient', problem);
    const graph = lossGradientGraph(atRecourse(problem.model), scope);
    return await predictLossIncrease('counterfactual-gradient', {
      ...problem,
      ...points,
      error: (layer, bits) => {
        const exact = parameters[layer]!.weight.data;
        return Float32Array.from(quantized(layer, bits).weight.data, (value, index) => value - exact[index]!);
      },
      evaluate: async ({ x, labels, weights }) => {
        const { value, gradients } = await graph(parameters, x, labels, weights);
        return {
          loss: value.data[0]!,
          gradients: Object.fromEntries(
            Object.entries(gradients).map(([layer, { weight }]) => [layer, weight.data]),
          ),
        };
      },
    });
  },
});
