import { randomStream, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import type { LayeredParameters, SensitivityProblem } from '../sensitivity.ts';

/** Weights of a net 3 → 4 → 2 with tanh, one row-major list a layer. */
export type SmallWeights = Readonly<Record<'first' | 'second', readonly number[]>>;

const stream = randomStream(11, 'small net');
const bias: NDArray = { data: Float32Array.of(0.3, -0.2), shape: [2] };
const parameters: LayeredParameters<NDArray> = {
  first: { weight: stream.split('first').normal([3, 4]) },
  second: { weight: stream.split('second').normal([4, 2]), bias },
};
const rows = 9;
const x = stream.split('x').normal([rows, 3]);
// Half of them as the net decides: a loss near its minimum curves upwards.
const labels = Int32Array.of(0, 1, 0, 1, 1, 0, 1, 0, 1);

/** A net small enough for its dense Hessian, and rows; at `b` bits a weight is rounded to multiples of `1 / b`. */
export const smallProblem = {
  layers: [
    { layer: 'first', parameters: 12 },
    { layer: 'second', parameters: 8 },
  ],
  candidates: [2, 4],
  model: {
    parameters,
    logits: ({ first, second }, at) =>
      tf.add(
        tf.matMul(tf.tanh(tf.matMul(at, first!.weight as tf.Tensor2D)), second!.weight),
        second!['bias']!,
      ),
    rowLosses: (logits, given) =>
      tf.neg(tf.sum<tf.Tensor1D>(tf.mul(tf.cast(tf.oneHot(given, 2), 'float32'), tf.logSoftmax(logits)), 1)),
    quantized: (layer, bits) => {
      const { weight, ...others } = parameters[layer]!;
      return {
        ...others,
        weight: { data: weight.data.map((w) => Math.round(w * bits) / bits), shape: weight.shape },
      };
    },
  },
  rows: { x, labels },
  favourableClass: 1,
} satisfies SensitivityProblem;

export const smallWeights: SmallWeights = {
  first: Array.from(parameters['first']!.weight.data),
  second: Array.from(parameters['second']!.weight.data),
};

/** The cross-entropy of one row in float64. */
export function rowLoss(weights: SmallWeights, row: number): number {
  const hidden = [0, 1, 2, 3].map((j) =>
    Math.tanh([0, 1, 2].reduce((sum, i) => sum + x.data[3 * row + i]! * weights.first[4 * i + j]!, 0)),
  );
  const logits = [0, 1].map((j) =>
    hidden.reduce((sum, h, i) => sum + h * weights.second[2 * i + j]!, bias.data[j]!),
  );
  return Math.log(logits.reduce((sum, g) => sum + Math.exp(g), 0)) - logits[labels[row]!]!;
}

/** The mean cross-entropy in float64. */
export function meanLoss(weights: SmallWeights): number {
  return (
    Array.from({ length: rows }, (_, row) => rowLoss(weights, row)).reduce((sum, l) => sum + l, 0) / rows
  );
}

/** The block of the Hessian of the mean loss in the weights of one layer, dense, by central differences in float64. */
export function denseHessian(layer: keyof SmallWeights): number[][] {
  const own = smallWeights[layer];
  const step = 1e-4;
  const moved = (i: number, by: number, j: number, andBy: number): number =>
    meanLoss({
      ...smallWeights,
      [layer]: own.map((w, at) => w + (at === i ? by : 0) + (at === j ? andBy : 0)),
    });
  return own.map((_, i) =>
    own.map(
      (_w, j) =>
        (moved(i, step, j, step) -
          moved(i, step, j, -step) -
          moved(i, -step, j, step) +
          moved(i, -step, j, -step)) /
        (4 * step * step),
    ),
  );
}

/** The eigenvalue of largest magnitude of a small symmetric matrix, by Jacobi rotations. */
export function largestEigenvalue(matrix: readonly (readonly number[])[]): number {
  const a = matrix.map((row) => [...row]);
  const n = a.length;
  for (let sweep = 0; sweep < 40; sweep += 1) {
    for (let p = 0; p < n; p += 1) {
      for (let q = p + 1; q < n; q += 1) {
        if (Math.abs(a[p]![q]!) < 1e-14) continue;
        const theta = 0.5 * Math.atan2(2 * a[p]![q]!, a[q]![q]! - a[p]![p]!);
        const [c, s] = [Math.cos(theta), Math.sin(theta)];
        for (let k = 0; k < n; k += 1) {
          const [kp, kq] = [a[k]![p]!, a[k]![q]!];
          a[k]![p] = c * kp - s * kq;
          a[k]![q] = s * kp + c * kq;
        }
        for (let k = 0; k < n; k += 1) {
          const [pk, qk] = [a[p]![k]!, a[q]![k]!];
          a[p]![k] = c * pk - s * qk;
          a[q]![k] = s * pk + c * qk;
        }
      }
    }
  }
  return a
    .map((row, i) => row[i]!)
    .reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most));
}

/** `‖Q_b(w) − w‖²` of a layer. */
export function squaredError(layer: keyof SmallWeights, bits: number): number {
  return smallWeights[layer].reduce((sum, w) => sum + (Math.round(w * bits) / bits - w) ** 2, 0);
}
