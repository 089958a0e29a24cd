import { borrowScope, jit, type CompileScope, type NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { predictLogits } from './predict-logits.ts';
import type { Model, ModelParameters } from './model.ts';

/** Traced logits of a model: what recourse solvers and certificates take. */
export type LogitsFunction<Parameters> = (parameters: Parameters, x: tf.Tensor2D) => tf.Tensor2D;

/** What predictions may be told. */
export interface PredictOptions {
  /** Where graphs are compiled; default: for this call alone. */
  readonly scope?: CompileScope | undefined;
}

/**
 * The full-precision logits of a model as a traced function: the same function for the same model, so that whatever is
 * compiled from it is compiled once.
 */
export function modelLogits({ apply }: Model): LogitsFunction<ModelParameters<tf.Tensor>> {
  return apply;
}

/** Full-precision logits [n, classes] of every row of `x` [n, inputWidth]. */
export async function predictModel(
  model: Model,
  parameters: ModelParameters,
  x: NDArray,
  options: PredictOptions = {},
): Promise<NDArray> {
  await using scope = borrowScope(options.scope);
  const graph = scope.compileOnce([predictModel, model], () =>
    jit(modelLogits(model), { name: `predict ${model.name}` }),
  );
  return await predictLogits(graph, parameters, x);
}
