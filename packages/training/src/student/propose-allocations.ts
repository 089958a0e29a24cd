import {
  counterfactualSensitivity,
  knapsackAllocation,
  uniformAllocation,
  type Allocation,
  type Sensitivity,
} from '@cfq/bit-allocation';
import { jit } from '@cfq/jit';
import { decode, uniformSymmetric } from '@cfq/quantizers';
import { targetMargin } from '@cfq/recourse';
import * as tf from '@tensorflow/tfjs-core';
import { compiled } from '../compiled.ts';
import { favourableClass, type TeacherRecourse } from '../teacher-recourse.ts';
import { modelLogits } from '../model-logits.ts';
import type { Model, ModelParameters } from '../model.ts';
import type { Teacher } from '../teacher.ts';

/** People the sensitivities are measured on, at most. */
const measuredRows = 2048;

/** What {@link proposeAllocations} decides on. */
export interface ProposeAllocationsProblem {
  readonly teacher: Teacher;
  readonly recourse: TeacherRecourse;
  readonly candidates: readonly number[];
  readonly budgetBits: number;
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
 * Allocations worth trying, by measured counterfactual sensitivity: quantizes one layer at a time at each candidate width
 * (least-squares steps), measures the squared margin error at the teacher's recourse points of up to 2 048 denied
 * training rows, and solves the knapsack of the sums exactly.
 *
 * The measurement is of a layer as rounded, before training makes good what it can, and training makes good least at two
 * bits. So the optimum without two-bit layers and the uniform allocation are proposed beside the optimum; each at
 * most once, the optimum first.
 *
 * @throws AllocationError when the budget is below the smallest candidate.
 */
export async function proposeAllocations(
  problem: ProposeAllocationsProblem,
): Promise<{ readonly proposals: readonly Allocation[]; readonly sensitivity: Sensitivity }> {
  const { teacher, recourse, candidates, budgetBits, perChannel, signal } = problem;
  const { model, parameters } = teacher;
  const graph = marginErrorGraph(model);
  const rounded = new Map<string, ModelParameters[string]>();
  const atBits = (layer: string, bits: number | null): ModelParameters[string] => {
    const dense = parameters[layer]!;
    if (bits === null) return dense;
    const key = `${layer} ${bits}`;
    const found = rounded.get(key);
    if (found !== undefined) return found;
    const learned = uniformSymmetric.init(dense.weight, bits, {
      axis: perChannel ? 1 : null,
      observer: 'mse',
    });
    const made = { weight: decode(uniformSymmetric.encode(dense.weight, learned, bits)), bias: dense.bias };
    rounded.set(key, made);
    return made;
  };
  const count = Math.min(measuredRows, recourse.rows.length);
  const first = (data: ArrayLike<number>): Float32Array =>
    Float32Array.from({ length: count * model.inputWidth }, (_, index) => data[index]!);
  const shape = [count, model.inputWidth];
  const sensitivity = await counterfactualSensitivity({
    layers: model.layers,
    candidates,
    factual: { data: first(recourse.x.data), shape },
    delta: { data: first(recourse.delta.data), shape },
    target: favourableClass,
    ...(signal ? { signal } : {}),
    evaluate: async (trial, { x, weights }) => {
      const quantized = Object.fromEntries(trial.map(({ layer, bits }) => [layer, atBits(layer, bits)]));
      const { data } = await graph(quantized, parameters, x, weights);
      return data[0]!;
    },
  });
  const { layers } = model;
  const optimum = (from: number): Allocation =>
    knapsackAllocation({
      layers,
      candidates: candidates.slice(from),
      loss: sensitivity.rise.map((row) => row.slice(from)),
      budgetBits,
    });
  const [, second = Infinity] = candidates;
  const all = [
    optimum(0),
    ...(budgetBits >= second ? [optimum(1)] : []),
    uniformAllocation({ layers, candidates, budgetBits }),
  ];
  const widths = all.map((allocation) => allocation.map(({ bits }) => bits).join(','));
  return { proposals: all.filter((_, index) => widths.indexOf(widths[index]!) === index), sensitivity };
}
