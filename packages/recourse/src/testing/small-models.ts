import { randomStream, type NDArray, type TensorTree } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';

import { actionSet, type ActionFeature, type ActionSet } from '../actions/action-set.ts';

/** Weights of a dense network as arrays: what solvers take as parameters. */
export type DenseParameters = readonly { readonly w: NDArray; readonly b: NDArray }[];

/** Seeded weights of a dense network with the given layer widths. */
export function denseParameters(widths: readonly number[], seed: number, spread = 1): DenseParameters {
  return widths.slice(1).map((outputs, layer) => {
    const inputs = widths[layer]!;
    const stream = randomStream(seed, 'dense', layer);
    const w = stream.normal([inputs, outputs]);
    const scale = spread * Math.sqrt(2 / inputs);
    return {
      w: { data: (w.data as Float32Array).map((value) => value * scale), shape: w.shape },
      b: {
        data: (stream.normal([outputs]).data as Float32Array).map((value) => value * 0.3),
        shape: [outputs],
      },
    };
  });
}

/** Logits of a dense network with rectifiers between the layers. */
export function denseLogits(parameters: TensorTree, x: tf.Tensor2D): tf.Tensor2D {
  const layers = parameters as readonly { readonly w: tf.Tensor2D; readonly b: tf.Tensor1D }[];
  let h: tf.Tensor2D = x;
  layers.forEach(({ w, b }, layer) => {
    const z: tf.Tensor2D = tf.add(tf.matMul(h, w), b);
    h = layer < layers.length - 1 ? tf.relu(z) : z;
  });
  return h;
}

/** The margin of class 1 over class 0 in double precision, plain loops: an oracle for what solvers report. */
export function denseMargin(parameters: DenseParameters, point: ArrayLike<number>): number {
  let h = Array.from(point);
  parameters.forEach(({ w, b }, layer) => {
    const outputs = b.data.length;
    h = Array.from({ length: outputs }, (_, o) => {
      const z = h.reduce((sum, value, i) => sum + value * w.data[i * outputs + o]!, b.data[o]!);
      return layer < parameters.length - 1 ? Math.max(0, z) : z;
    });
  });
  return h[1]! - h[0]!;
}

const mutable = { immutable: false, direction: 'any' } as const;

/** Two numeric features, one that may only grow, an ordinal, two groups and an immutable column: 12 columns. */
export function smallActionSet(sparsity = 3): ActionSet {
  const features: ActionFeature[] = [
    { name: 'income', kind: 'numeric', start: 0, width: 1, lower: -2, upper: 2, ...mutable },
    {
      name: 'savings',
      kind: 'numeric',
      start: 1,
      width: 1,
      lower: -1,
      upper: 3,
      ...mutable,
      direction: 'increase',
    },
    { name: 'age', kind: 'numeric', start: 2, width: 1, lower: -3, upper: 3, ...mutable, immutable: true },
    {
      name: 'school',
      kind: 'ordinal',
      start: 3,
      width: 1,
      lower: -1,
      upper: 2,
      values: [-1, 0, 0.5, 2],
      ...mutable,
    },
    { name: 'job', kind: 'categorical', start: 4, width: 5, lower: 0, upper: 1, ...mutable },
    { name: 'housing', kind: 'categorical', start: 9, width: 3, lower: 0, upper: 1, ...mutable },
  ];
  return actionSet({ width: 12, features, sparsity });
}

/** Seeded people for {@link smallActionSet}. */
export function smallPeople(rows: number, seed: number): NDArray {
  const stream = randomStream(seed, 'people');
  const numbers = stream.normal([rows, 3]).data;
  const data = new Float32Array(rows * 12);
  for (let row = 0; row < rows; row += 1) {
    for (let c = 0; c < 3; c += 1) data[row * 12 + c] = Math.max(-1, Math.min(1, numbers[row * 3 + c]!));
    data[row * 12 + 3] = [-1, 0, 0.5, 2][stream.integer(4)]!;
    data[row * 12 + 4 + stream.integer(5)] = 1;
    data[row * 12 + 9 + stream.integer(3)] = 1;
  }
  return { data, shape: [rows, 12] };
}
