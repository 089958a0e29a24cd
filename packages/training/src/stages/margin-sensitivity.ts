import { counterfactualSensitivity, type Sensitivity } from '@cfq/bit-allocation';
import { jit, type NDArray } from '@cfq/jit';
import { targetMargin } from '@cfq/recourse';
import * as tf from '@tensorflow/tfjs-core';
import { compiled } from '../compiled.ts';
import { favourableClass } from '../recourse/teacher-recourse.ts';
import { modelLogits } from '../model/model-logits.ts';
import { roundedLayers } from './rounded-layers.ts';
import type { Model, ModelParameters } from '../model/model.ts';
import type { Teacher } from '../model/teacher.ts';

/** What {@link marginSensitivity} measures on. */
export interface MarginSensitivityProblem {
  readonly teacher: Pick<Teacher, 'model' | 'parameters'>;
  /** Denied rows [m, d], at least one. */
  readonly x: NDArray;
  /** The teacher's actions for them [m, d]. */
  readonly delta: NDArray;
  /** Bit-widths to try, ascending. */
  readonly candidates: readonly number[];
  /** One step per output channel, or one per layer. */
  readonly perChannel: boolean;
  readonly signal?: AbortSignal;
}

/** Sum over rows of `weight · (m − m_teacher)²`. */
function marginErrorGraph(model: Model) {
  return compiled(`margin error ${model.name}`, () => {
    const logits = modelLogits(model);
    return jit(
      (
        trial: ModelParameters<tf.Tensor>,
        teacher: ModelParameters<tf.Tensor>,
        x: tf.Tensor2D,
        weights: tf.Tensor1D,
      ) => {
        const margin = (parameters: ModelParameters<tf.Tensor>): tf.Tensor1D =>
          targetMargin(logits(parameters, x), favourableClass);
        return tf.sum(tf.mul(weights, tf.square(tf.sub(margin(trial), margin(teacher)))));
      },
      { name: `margin error ${model.name}` },
    );
  });
}

/**
 * The measured counterfactual sensitivity of every layer and bit-width: the layer alone is rounded after training
 * (least-squares steps), and the mean squared error of the logit margin at the teacher's recourse points `x + δ_fp` is
 * measured, `E[(m_{l→b}(x + δ_fp) − m(x + δ_fp))²]`. The baseline is 0.
 *
 * @throws AllocationError when there are no rows or candidates are malformed; the signal's reason when aborted.
 */
export async function marginSensitivity(problem: MarginSensitivityProblem): Promise<Sensitivity> {
  const { teacher, x, delta, candidates, perChannel, signal } = problem;
  const { model, parameters } = teacher;
  const graph = marginErrorGraph(model);
  const atBits = roundedLayers(parameters, perChannel);
  return counterfactualSensitivity({
    layers: model.layers,
    candidates,
    factual: x,
    delta,
    target: favourableClass,
    ...(signal ? { signal } : {}),
    evaluate: async (trial, batch) => {
      const quantized = Object.fromEntries(trial.map(({ layer, bits }) => [layer, atBits(layer, bits)]));
      const { data } = await graph(quantized, parameters, batch.x, batch.weights);
      return data[0]!;
    },
  });
}
