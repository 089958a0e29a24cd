import { borrowScope, jit, type CompileScope } from '@cfq/jit';
import { targetMargin } from '@cfq/recourse';
import * as tf from '@tensorflow/tfjs-core';
import { measureLossIncrease } from './measure-loss-increase.ts';
import { recoursePoints } from './recourse-points.ts';
import { defineSensitivity, type LayeredParameters, type MeasuredModel } from './sensitivity.ts';
import { trialParameters } from './trial-loss.ts';

/** Sum over rows of `weight · (m_trial − m)²`; compiled once per model in a scope. */
function marginErrorGraph(logits: MeasuredModel['logits'], favourableClass: number, scope: CompileScope) {
  return scope.compileOnce([marginErrorGraph, logits, favourableClass], () =>
    jit(
      (
        trial: LayeredParameters<tf.Tensor>,
        exact: LayeredParameters<tf.Tensor>,
        x: tf.Tensor2D,
        weights: tf.Tensor1D,
      ) => {
        const margin = (at: LayeredParameters<tf.Tensor>): tf.Tensor1D =>
          targetMargin(logits(at, x), favourableClass);
        return tf.sum(tf.mul(weights, tf.square(tf.sub(margin(trial), margin(exact)))));
      },
      { name: 'margin error' },
    ),
  );
}

/**
 * The mean squared error of the logit margin at the model's recourse points when one layer alone is quantized, measured:
 * `E[(m_{l→b}(x + δ_fp) − m(x + δ_fp))²]`. The baseline is 0. It counts errors in both directions: a layer that makes the
 * model say yes more often costs as much as one that makes it say no.
 */
export const counterfactualMarginSensitivity = defineSensitivity({
  name: 'counterfactual-margin',
  description: 'measured squared error of the margin at recourse points',
  source: 'this project; the measurement of CFQ §4.2 with a two-sided loss',
  needs: 'recourse',
  rowLimit: 2048,
  async measure(problem) {
    const { model, favourableClass } = problem;
    const { logits, parameters } = model;
    await using scope = borrowScope(problem.scope);
    const points = recoursePoints('counterfactual-margin', problem);
    const graph = marginErrorGraph(logits, favourableClass, scope);
    return await measureLossIncrease('counterfactual-margin', {
      ...problem,
      ...points,
      evaluate: async (trial, { x, weights }) => {
        const { data } = await graph(trialParameters(model, trial), parameters, x, weights);
        return data[0]!;
      },
    });
  },
});
