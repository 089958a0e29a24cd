import { lossSensitivity, type Sensitivity } from '@cfq/bit-allocation';
import { jit, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { compiled } from '../compiled.ts';
import { rowCrossEntropies } from '../optimizer/cross-entropy.ts';
import { modelLogits } from '../model/model-logits.ts';
import { roundedLayers } from './rounded-layers.ts';
import type { Model, ModelParameters } from '../model/model.ts';
import type { Teacher } from '../model/teacher.ts';

/** What {@link taskSensitivity} measures on. */
export interface TaskSensitivityProblem {
  readonly teacher: Pick<Teacher, 'model' | 'parameters'>;
  /** Rows [n, d], at least one, and their labels. */
  readonly x: NDArray;
  readonly y: ArrayLike<number>;
  /** Bit-widths to try, ascending. */
  readonly candidates: readonly number[];
  /** One step per output channel, or one per layer. */
  readonly perChannel: boolean;
  readonly signal?: AbortSignal;
}

/** Sum over rows of `weight · cross-entropy to the label`. */
function taskLossGraph(model: Model) {
  return compiled(`task loss ${model.name}`, () => {
    const logits = modelLogits(model);
    return jit(
      (parameters: ModelParameters<tf.Tensor>, x: tf.Tensor2D, labels: tf.Tensor1D, weights: tf.Tensor1D) =>
        tf.sum(tf.mul(weights, rowCrossEntropies(logits(parameters, x), labels))),
      { name: `task loss ${model.name}` },
    );
  });
}

/**
 * What every layer and bit-width costs the task: the layer alone is rounded after training (least-squares steps), and the
 * rise of the mean cross-entropy to the labels is measured. It can be negative.
 *
 * @throws AllocationError when there are no rows or candidates are malformed; the signal's reason when aborted.
 */
export async function taskSensitivity(problem: TaskSensitivityProblem): Promise<Sensitivity> {
  const { teacher, x, y, candidates, perChannel, signal } = problem;
  const graph = taskLossGraph(teacher.model);
  const atBits = roundedLayers(teacher.parameters, perChannel);
  return lossSensitivity({
    layers: teacher.model.layers,
    candidates,
    x,
    labels: y,
    ...(signal ? { signal } : {}),
    evaluate: async (trial, batch) => {
      const quantized = Object.fromEntries(trial.map(({ layer, bits }) => [layer, atBits(layer, bits)]));
      const { data } = await graph(quantized, batch.x, batch.labels, batch.weights);
      return data[0]!;
    },
  });
}
