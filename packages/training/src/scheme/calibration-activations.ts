import { chunksOf, concatRows, firstRows, jit, type CompileScope, type NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import type { Model, ModelParameters } from '../model/model.ts';

/** Rows of one native call. */
const size = 1024;

/** Outputs of every hidden layer of a model [rows, outputs] for `size` rows. */
function hiddenOutputs(model: Model, scope: CompileScope) {
  return scope.compileOnce([hiddenOutputs, model], () =>
    jit(
      (parameters: ModelParameters<tf.Tensor>, rows: tf.Tensor2D) => {
        const outputs: Record<string, tf.Tensor> = {};
        const logits = model.apply(parameters, rows, {
          activation: (value, layer) => {
            outputs[layer] = value;
            return value;
          },
        });
        return { outputs, logits };
      },
      { name: `hidden outputs ${model.name}` },
    ),
  );
}

/**
 * Outputs of every hidden layer [n, outputs] on rows `x` [n, d], at full precision: what activation quantizers are calibrated
 * on.
 */
export async function calibrationActivations(
  model: Model,
  parameters: ModelParameters,
  x: NDArray,
  scope: CompileScope,
): Promise<Readonly<Record<string, NDArray>>> {
  if (model.hiddenLayers.length === 0) return {};
  const graph = hiddenOutputs(model, scope);
  const parts: Record<string, NDArray[]> = {};
  for (const { rows, count } of chunksOf(x, { size })) {
    const { outputs } = await graph(parameters, rows);
    for (const layer of model.hiddenLayers) (parts[layer] ??= []).push(firstRows(outputs[layer]!, count));
  }
  return Object.fromEntries(Object.entries(parts).map(([layer, some]) => [layer, concatRows(...some)]));
}
