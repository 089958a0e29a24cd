import { gradientSensitivity, type GradientForm, type Sensitivity } from '@cfq/bit-allocation';
import { jit, valueAndGrad, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { compiled } from '../compiled.ts';
import { rowCrossEntropies } from '../optimizer/cross-entropy.ts';
import { favourableClass } from '../recourse/teacher-recourse.ts';
import { modelLogits } from '../model/model-logits.ts';
import { roundedLayers } from './rounded-layers.ts';
import type { Model, ModelParameters } from '../model/model.ts';
import type { Teacher } from '../model/teacher.ts';

/** What {@link recourseGradient} predicts from. */
export interface RecourseGradientProblem {
  readonly teacher: Pick<Teacher, 'model' | 'parameters'>;
  /** Denied rows [m, d], at least one. */
  readonly x: NDArray;
  /** The teacher's actions for them [m, d]. */
  readonly delta: NDArray;
  /** Bit-widths to predict, ascending. */
  readonly candidates: readonly number[];
  /** One step per output channel, or one per layer. */
  readonly perChannel: boolean;
  readonly form: GradientForm;
  readonly signal?: AbortSignal;
}

/** Sum over rows of `weight · cross-entropy to the label`, and its gradient to the parameters. */
function taskGradientGraph(model: Model) {
  return compiled(`task gradient ${model.name}`, () => {
    const logits = modelLogits(model);
    return jit(
      (parameters: ModelParameters<tf.Tensor>, x: tf.Tensor2D, labels: tf.Tensor1D, weights: tf.Tensor1D) => {
        const { value, gradients } = valueAndGrad((given: ModelParameters<tf.Tensor>) =>
          tf.sum<tf.Scalar>(tf.mul(weights, rowCrossEntropies(logits(given, x), labels))),
        )(parameters);
        return { value, gradients };
      },
      { name: `task gradient ${model.name}` },
    );
  });
}

/**
 * What the gradient of `L_valid` (CFQ §4.2) at the teacher's recourse points predicts that every layer and bit-width
 * costs there, layers rounded as after training (least-squares steps).
 *
 * @throws AllocationError when there are no rows or candidates are malformed; the signal's reason when aborted.
 */
export async function recourseGradient(problem: RecourseGradientProblem): Promise<Sensitivity> {
  const { teacher, x, delta, candidates, perChannel, form, signal } = problem;
  const { model, parameters } = teacher;
  const graph = taskGradientGraph(model);
  const atBits = roundedLayers(parameters, perChannel);
  return gradientSensitivity({
    layers: model.layers,
    candidates,
    factual: x,
    delta,
    target: favourableClass,
    form,
    ...(signal ? { signal } : {}),
    error: (layer, bits) => {
      const exact = parameters[layer]!.weight.data;
      return Float32Array.from(atBits(layer, bits).weight.data, (value, index) => value - exact[index]!);
    },
    evaluate: async (batch) => {
      const { value, gradients } = await graph(parameters, batch.x, batch.labels, batch.weights);
      return {
        loss: value.data[0]!,
        gradients: Object.fromEntries(
          Object.entries(gradients).map(([layer, { weight }]) => [layer, weight.data]),
        ),
      };
    },
  });
}
