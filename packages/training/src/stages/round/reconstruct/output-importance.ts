import {
  chunksOf,
  concatRows,
  firstRows,
  jit,
  ndarray,
  valueAndGrad,
  type CompileScope,
  type NDArray,
} from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import type { Model, ModelParameters } from '../../../model/model.ts';

/** Rows of one native call. */
const size = 1024;

/** What {@link outputImportance} looks at. */
export interface OutputImportanceProblem {
  readonly model: Model;
  /** At full precision. */
  readonly parameters: ModelParameters;
  /** Whose outputs: a hidden layer, or the last. */
  readonly layer: string;
  /** Number of its outputs. */
  readonly outputs: number;
  /** Rows [n, d]. */
  readonly x: NDArray;
  readonly scope: CompileScope;
}

function importanceGraph(model: Model, layer: string, scope: CompileScope) {
  return scope.compileOnce([importanceGraph, model, layer], () =>
    jit(
      (parameters: ModelParameters<tf.Tensor>, rows: tf.Tensor2D, change: tf.Tensor2D) => {
        const logProbabilities = (moved: tf.Tensor2D): tf.Tensor2D => {
          const logits = model.apply(parameters, rows, {
            activation: (value, at) => (at === layer ? tf.add(value, moved) : value),
          });
          const last = model.hiddenLayers.includes(layer) ? logits : tf.add<tf.Tensor2D>(logits, moved);
          return tf.logSoftmax(last);
        };
        const probabilities = tf.exp(logProbabilities(change));
        const shares = Array.from({ length: model.classes }, (_, index) => {
          const ofClass = (all: tf.Tensor2D): tf.Tensor2D => tf.slice(all, [0, index], [size, 1]);
          const { gradients } = valueAndGrad((moved: tf.Tensor2D): tf.Scalar =>
            tf.sum(ofClass(logProbabilities(moved))),
          )(change);
          return tf.mul(tf.square(gradients), ofClass(probabilities));
        });
        return shares.reduce((sum, share) => tf.add(sum, share));
      },
      { name: `output importance ${model.name} ${layer}` },
    ),
  );
}

/**
 * The diagonal of the Fisher information of a layer's outputs, row by row: `Σ_c p_c (∂ ln p_c / ∂h)²`, with the model's own
 * probabilities in the place of labels. To second order it is what an error of an output costs in relative entropy.
 *
 * @returns [n, outputs], at least 0.
 * @see Li et al. 2021, "BRECQ: Pushing the Limit of Post-Training Quantization by Block Reconstruction", §3.3, eq. 10.
 */
export async function outputImportance(problem: OutputImportanceProblem): Promise<NDArray> {
  const { model, parameters, layer, outputs, x, scope } = problem;
  const graph = importanceGraph(model, layer, scope);
  const none = ndarray(new Float32Array(size * outputs), [size, outputs]);
  const parts: NDArray[] = [];
  for (const { rows, count } of chunksOf(x, { size })) {
    parts.push(firstRows(await graph(parameters, rows, none), count));
  }
  return concatRows(...parts);
}
