import * as tf from '@tensorflow/tfjs-core';

import type { NDArray } from '../arrays/ndarray.ts';
import { ndarray } from '../arrays/ndarray.ts';
import { randomStream } from '../random-stream.ts';
import { scan } from '../scan.ts';
import { tree } from '../tree/tree.ts';
import { valueAndGrad } from '../value-and-grad.ts';

/** Weights, biases and step sizes of a multilayer perceptron. */
type Parameters<T> = { readonly w: T; readonly b: T; readonly s: T }[];

/** Parameters with Adam's moments and its step count. */
export type State<T> = {
  readonly parameters: Parameters<T>;
  readonly m: Parameters<T>;
  readonly v: Parameters<T>;
  readonly t: T;
};

const widths = [108, 128, 64, 2] as const;
const batchSize = 256;

/** LSQ at 4 signed bits (Esser et al. 2020, §2): straight-through rounding, learned step, scaled gradient. */
function fakeQuantize(w: tf.Tensor, s: tf.Tensor): tf.Tensor {
  const [low, high] = [-8, 7];
  const scale = 1 / Math.sqrt(w.size * high);
  const quantize = tf.customGrad((...args) => {
    const [x, step, save] = args as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    save([x, step]);
    const value = tf.mul(tf.round(tf.clipByValue(tf.div(x, step), low, high)), step);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
      const v = tf.div(saved[0]!, saved[1]!);
      const inside = tf.cast(tf.logicalAnd(tf.greater(v, low), tf.less(v, high)), 'float32');
      const slope = tf.sub(tf.round(tf.clipByValue(v, low, high)), tf.mul(v, inside));
      return [tf.mul(dy, inside), tf.mul(tf.sum(tf.mul(dy, slope)), scale)];
    };
    return { value, gradFunc };
  });
  return quantize(w, s);
}

function loss(
  parameters: Parameters<tf.Tensor>,
  x: tf.Tensor2D,
  y: tf.Tensor1D,
  quantized: boolean,
): tf.Scalar {
  const last = parameters.length - 1;
  const logits = parameters.reduce<tf.Tensor>((h, { w, b, s }, i) => {
    const out = tf.add(tf.matMul(h as tf.Tensor2D, (quantized ? fakeQuantize(w, s) : w) as tf.Tensor2D), b);
    return i === last ? out : tf.relu(out);
  }, x);
  return tf.losses.softmaxCrossEntropy(tf.oneHot(y, 2), logits);
}

/** One Adam step (Kingma & Ba 2015, Algorithm 1) on one batch. */
function trainStep(
  state: State<tf.Tensor>,
  x: tf.Tensor2D,
  y: tf.Tensor1D,
  quantized: boolean,
): [State<tf.Tensor>, tf.Scalar] {
  const { value, gradients } = valueAndGrad((p: Parameters<tf.Tensor>) => loss(p, x, y, quantized))(
    state.parameters,
  );
  const t = tf.add(state.t, 1);
  const rate = tf.div(tf.mul(1e-3, tf.sqrt(tf.sub(1, tf.pow(0.999, t)))), tf.sub(1, tf.pow(0.9, t)));
  const m = tree.map((a, g) => tf.add(tf.mul(a, 0.9), tf.mul(g, 0.1)), state.m, gradients);
  const v = tree.map((a, g) => tf.add(tf.mul(a, 0.999), tf.mul(tf.square(g), 0.001)), state.v, gradients);
  const parameters = tree.map(
    (p, a, b) => tf.sub(p, tf.mul(rate, tf.div(a, tf.add(tf.sqrt(b), 1e-8)))),
    state.parameters,
    m,
    v,
  );
  return [{ parameters, m, v, t }, value];
}

/** An epoch: one step per row of `batches`, rows gathered from the resident data. */
export function epoch(quantized: boolean) {
  return (
    state: State<tf.Tensor>,
    data: tf.Tensor2D,
    labels: tf.Tensor1D,
    batches: tf.Tensor2D,
  ): [State<tf.Tensor>, tf.Tensor] =>
    scan(
      (carry: State<tf.Tensor>, rows: tf.Tensor1D) =>
        trainStep(carry, tf.gather(data, rows), tf.gather(labels, rows), quantized),
      state,
      batches,
    );
}

export function initialState(seed: number): State<NDArray> {
  const stream = randomStream(seed);
  const parameters = widths.slice(1).map((columns, i) => {
    const rows = widths[i]!;
    const w = Float32Array.from(stream.normal([rows * columns]).data, (x) => x * Math.sqrt(2 / rows));
    return {
      w: ndarray(w, [rows, columns]),
      b: ndarray(new Float32Array(columns), [columns]),
      s: ndarray([0.05], []),
    };
  });
  const zeros = tree.map((p) => ndarray(new Float32Array(p.data.length), p.shape), parameters);
  return { parameters, m: zeros, v: zeros, t: ndarray([0], []) };
}

export function trainingData(
  seed: number,
  rows: number,
  steps: number,
): { data: NDArray; labels: NDArray; batches: NDArray } {
  const stream = randomStream(seed, 'data');
  const data = stream.normal([rows, widths[0]]);
  const labels = Int32Array.from({ length: rows }, (_, i) =>
    data.data[i * widths[0]]! + data.data[i * widths[0] + 1]! > 0 ? 1 : 0,
  );
  const batches = Int32Array.from({ length: steps * batchSize }, () => stream.integer(rows));
  return { data, labels: ndarray(labels, [rows]), batches: ndarray(batches, [steps, batchSize]) };
}
