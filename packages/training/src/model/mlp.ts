import { ndarray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { TrainingError } from '../training-error.ts';
import type { DenseParameters, Model } from './model.ts';
import type { NDArray } from '@cfq/jit';

/** Shape of a multilayer perceptron. */
export interface MlpOptions {
  /** Encoded columns of the data set; a positive integer. */
  readonly inputWidth: number;
  /** Widths of the hidden layers, first to last; default `[128, 64]`, the backbone of CFQ §5. Empty: linear. */
  readonly hidden?: readonly number[];
  /** Number of classes, at least 2; default 2. */
  readonly classes?: number;
}

/**
 * Multilayer perceptron with ReLU: `h₀ = x`, `h_l = relu(h_{l−1} W_l + b_l)`, logits `h_L W_{L+1} + b_{L+1}`.
 *
 * Layers are named `dense0`, `dense1`, … Weights start as He normal, `N(0, 2 / inputs)` (He et al. 2015, §2.2),
 * biases at zero.
 *
 * @throws TrainingError when a width is not a positive integer or there are fewer than two classes.
 */
export function mlp({ inputWidth, hidden = [128, 64], classes = 2 }: MlpOptions): Model {
  const widths = [inputWidth, ...hidden, classes];
  for (const width of widths) {
    if (!Number.isInteger(width) || width < 1) {
      throw new TrainingError(
        `mlp: every width must be a positive integer (expected e.g. 108-128-64-2, got ${widths.join('-')}). ` +
          `Correct inputWidth, hidden or classes.`,
      );
    }
  }
  if (classes < 2) {
    throw new TrainingError(
      `mlp: a classifier has at least two classes (expected 2, got ${classes}). Set classes.`,
    );
  }
  const dense = widths.slice(1).map((outputs, index) => ({
    layer: `dense${index}`,
    inputs: widths[index]!,
    outputs,
  }));
  const last = dense.length - 1;

  return {
    name: `mlp:${widths.join('-')}`,
    inputWidth,
    classes,
    layers: dense.map(({ layer, inputs, outputs }) => ({ layer, parameters: inputs * outputs })),
    hiddenLayers: dense.slice(0, last).map(({ layer }) => layer),
    init(stream) {
      const parameters: Record<string, DenseParameters<NDArray>> = {};
      for (const { layer, inputs, outputs } of dense) {
        const spread = Math.sqrt(2 / inputs);
        const normal = stream.split(layer).normal([inputs, outputs]);
        parameters[layer] = {
          weight: ndarray(
            Float32Array.from(normal.data, (value) => value * spread),
            [inputs, outputs],
          ),
          bias: ndarray(new Float32Array(outputs), [outputs]),
        };
      }
      return parameters;
    },
    apply(parameters, x, quantize) {
      let hiddenState = x;
      for (const [index, { layer }] of dense.entries()) {
        const { weight, bias } = layerOf(parameters, layer);
        const matrix = weight as tf.Tensor2D;
        const used = quantize?.weight ? quantize.weight(matrix, layer) : matrix;
        const read = quantize?.input ? quantize.input(hiddenState, layer) : hiddenState;
        const sum = tf.add<tf.Tensor2D>(tf.matMul(read, used), bias);
        if (index === last) return sum;
        const active = tf.relu(sum);
        hiddenState = quantize?.activation ? quantize.activation(active, layer) : active;
      }
      return hiddenState;
    },
  };
}

function layerOf<Leaf>(
  parameters: { readonly [layer: string]: DenseParameters<Leaf> },
  layer: string,
): DenseParameters<Leaf> {
  const found = parameters[layer];
  if (found === undefined) {
    throw new TrainingError(
      `model.apply: parameters must hold every layer of the model ` +
        `(expected "${layer}", got ${Object.keys(parameters).join(', ')}). Pass parameters of the same architecture.`,
    );
  }
  return found;
}
