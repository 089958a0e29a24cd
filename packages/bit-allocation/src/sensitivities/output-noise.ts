import { borrowScope, jit, type CompileScope } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { measureLossIncrease } from './measure-loss-increase.ts';
import { defineSensitivity, type LayeredParameters, type MeasuredModel } from './sensitivity.ts';
import { trialParameters } from './trial-loss.ts';

/** Sum over rows of `weight · ‖f_trial(x) − f(x)‖²`; compiled once per model in a scope. */
function outputNoiseGraph(logits: MeasuredModel['logits'], scope: CompileScope) {
  return scope.compileOnce([outputNoiseGraph, logits], () =>
    jit(
      (
        trial: LayeredParameters<tf.Tensor>,
        exact: LayeredParameters<tf.Tensor>,
        x: tf.Tensor2D,
        weights: tf.Tensor1D,
      ) => {
        const noise = tf.squaredDifference(logits(trial, x), logits(exact, x));
        return tf.sum(tf.mul(weights, tf.sum<tf.Tensor1D>(noise, 1)));
      },
      { name: 'output noise' },
    ),
  );
}

/**
 * The mean squared change of the logits when one layer alone is quantized, measured on rows: `E[‖f_{l→b}(x) − f(x)‖²]`, the
 * noise that reaches the last layer. The baseline is 0. Labels are not looked at: any rows will do that are drawn as those
 * that the model decides on.
 *
 * @see Zhou, Moosavi-Dezfooli, Cheung and Frossard 2018, "Adaptive Quantization for Deep Neural Network", §3, who measure
 *   noise there and find that of several layers to add up.
 */
export const outputNoiseSensitivity = defineSensitivity({
  name: 'output-noise',
  description: 'measured squared change of the logits on rows, labels aside',
  source: 'Zhou et al. 2018, Adaptive Quantization for Deep Neural Network, §3',
  needs: 'rows',
  rowLimit: 4096,
  async measure(problem) {
    const { model } = problem;
    await using scope = borrowScope(problem.scope);
    const graph = outputNoiseGraph(model.logits, scope);
    return await measureLossIncrease('output-noise', {
      ...problem,
      ...problem.rows,
      evaluate: async (trial, { x, weights }) => {
        const { data } = await graph(trialParameters(model, trial), model.parameters, x, weights);
        return data[0]!;
      },
    });
  },
});
