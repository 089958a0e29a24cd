import type { CompileScope } from '@cfq/jit';
import { lossGradientGraph } from './loss-gradient-graph.ts';
import type { EvaluateGradients } from './predict-loss-increase.ts';
import type { MeasuredModel } from './sensitivity.ts';

/**
 * The loss of a full-precision model on a batch and its gradient to the weights of every layer, for `predictLossIncrease`;
 * compiled once per model in a scope. Give it `atRecourse(model)` for the loss of the favourable class.
 */
export function lossGradients(model: MeasuredModel, scope: CompileScope): EvaluateGradients {
  const graph = lossGradientGraph(model, scope);
  return async ({ x, labels, weights }) => {
    const { value, gradients } = await graph(model.parameters, x, labels, weights);
    return {
      loss: value.data[0]!,
      gradients: Object.fromEntries(
        Object.entries(gradients).map(([layer, { weight }]) => [layer, weight.data]),
      ),
    };
  };
}
