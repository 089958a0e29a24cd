import { jit, type Jitted, type NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { compiled } from '../compiled.ts';
import { predictLogits } from './predict-logits.ts';
import type { Model, ModelParameters } from './model.ts';

/** Traced logits of a model: what recourse solvers and certificates take. */
export type LogitsFunction<Parameters> = (parameters: Parameters, x: tf.Tensor2D) => tf.Tensor2D;

type ModelLogits = LogitsFunction<ModelParameters<tf.Tensor>> & { dispose(): Promise<void> };

/**
 * The full-precision logits of a model as a traced function. The same function is returned for every model of the
 * same name, so that whatever is compiled from it is compiled once.
 */
export function modelLogits(model: Model): LogitsFunction<ModelParameters<tf.Tensor>> {
  return compiled<ModelLogits>(`logits function ${model.name}`, () =>
    Object.assign((parameters: ModelParameters<tf.Tensor>, x: tf.Tensor2D) => model.apply(parameters, x), {
      dispose: () => Promise.resolve(),
    }),
  );
}

/** Full-precision logits [n, classes] of every row of `x` [n, inputWidth]. */
export function predictModel(model: Model, parameters: ModelParameters, x: NDArray): Promise<NDArray> {
  const graph: Jitted<[ModelParameters<tf.Tensor>, tf.Tensor2D], tf.Tensor2D> = compiled(
    `predict ${model.name}`,
    () => jit(modelLogits(model), { name: `predict ${model.name}` }),
  );
  return predictLogits(graph, parameters, x, model.classes);
}
