import { ndarray, type NDArray } from '@cfq/jit';
import { actionSet } from '@cfq/recourse';
import * as tf from '@tensorflow/tfjs-core';

const number = (name: string, start: number, rest: object = {}) =>
  ({
    name,
    kind: 'numeric',
    start,
    width: 1,
    lower: -2,
    upper: 2,
    immutable: false,
    direction: 'any',
    ...rest,
  }) as const;
/** A feature that moves freely, one that only grows, one that may not change, and a category. */
export const rules = actionSet({
  width: 5,
  sparsity: 2,
  features: [
    number('free', 0),
    number('grows', 1, { direction: 'increase' }),
    number('fixed', 2, { immutable: true }),
    { ...number('group', 3), kind: 'categorical', width: 2, lower: 0, upper: 1 },
  ],
});
export const costSpec = { norm: 'l1' } as const;
export const people = [
  [0.1, -0.3, 0.5, 1, 0],
  [-0.6, 0.2, -0.4, 0, 1],
  [1.9, 0.7, 0.2, 0, 1],
];
export const [width, hidden] = [5, 3] as const;
export type Activation = 'tanh' | 'relu' | 'none';
export type Net = readonly [first: number[][], bias: number[], last: number[][], lastBias: number[]];

/** Deterministic numbers in [−1, 1] that look like nothing in particular. */
const wave = (i: number, phase: number): number => Math.sin(12.9898 * (i + 1) + 78.233 * phase);
export const matrix = (inputs: number, outputs: number, phase: number): number[][] =>
  Array.from({ length: inputs }, (_, i) =>
    Array.from({ length: outputs }, (_, j) => wave(i * outputs + j, phase)),
  );
export const net = (phase: number): Net => [
  matrix(width, hidden, phase),
  matrix(1, hidden, phase + 0.3)[0]!,
  matrix(hidden, 2, phase + 0.7),
  [0.4, -0.6],
];

/** Margin of class 1 and its slope, in float64 by hand. */
function marginAndSlope(x: readonly number[], [first, bias, last, lastBias]: Net, activation: Activation) {
  const sums = bias.map((b, j) => x.reduce((sum, value, i) => sum + value * first[i]![j]!, b));
  const act = { tanh: Math.tanh, relu: (z: number) => Math.max(0, z), none: (z: number) => z }[activation];
  const slopeOf = {
    tanh: (z: number) => 1 - Math.tanh(z) ** 2,
    relu: (z: number) => Number(z > 0),
    none: () => 1,
  }[activation];
  const way = last.map((row) => row[1]! - row[0]!);
  const margin = sums.reduce((m, z, j) => m + act(z) * way[j]!, lastBias[1]! - lastBias[0]!);
  const slope = x.map((_, i) => sums.reduce((s, z, j) => s + first[i]![j]! * slopeOf(z) * way[j]!, 0));
  return { margin, slope };
}

/** The recursion in float64 by hand. */
export function actionsByHand(
  student: Net,
  activation: Activation,
  steps: number,
  stepSize: number,
): number[][] {
  return people.map((x) => {
    const lowest = [-2, x[1]!, x[2]!, 0, 0];
    const highest = [2, 2, x[2]!, 1, 1];
    let delta = x.map(() => 0);
    for (let step = 0; step < steps; step += 1) {
      const point = x.map((value, i) => value + delta[i]!);
      const { margin, slope } = marginAndSlope(point, student, activation);
      const pull = 1 / (1 + Math.exp(margin));
      delta = point.map(
        (value, i) =>
          Math.min(Math.max(value + stepSize * pull * slope[i]!, lowest[i]!), highest[i]!) - x[i]!,
      );
    }
    return delta;
  });
}

/** `c` of CFQ §3 with a category counted by the mass that enters it. */
export const price = (delta: readonly number[]): number =>
  Math.abs(delta[0]!) +
  Math.abs(delta[1]!) +
  Math.abs(delta[2]!) +
  Math.max(0, delta[3]!) +
  Math.max(0, delta[4]!);

/** `L_match` in float64 by hand. */
export function lossByHand(
  own: readonly (readonly number[])[],
  promised: readonly (readonly number[])[],
): number {
  const apart = own.map(
    (delta, row) =>
      delta.reduce((sum, value, i) => sum + Math.abs(value - promised[row]![i]!), 0) +
      Math.abs(price(delta) - price(promised[row]!)),
  );
  return apart.reduce((sum, value) => sum + value, 0) / people.length;
}

export const array = (values: readonly (readonly number[])[]): NDArray =>
  ndarray(values.flat(), [values.length, values[0]!.length]);
export const tensors = ([first, bias, last, lastBias]: Net) => ({
  first: array(first),
  bias: ndarray(bias, [bias.length]),
  last: array(last),
  lastBias: ndarray(lastBias, [2]),
});
export type Leaves = { first: tf.Tensor2D; bias: tf.Tensor1D; last: tf.Tensor2D; lastBias: tf.Tensor1D };
export const smooth =
  ({ first, bias, last, lastBias }: Leaves, activation: 'tanh' | 'relu') =>
  (x: tf.Tensor2D): tf.Tensor2D =>
    tf.add(tf.matMul(tf[activation](tf.add(tf.matMul(x, first), bias)), last), lastBias);
