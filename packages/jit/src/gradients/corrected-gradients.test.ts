import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';

import { prepareEager, loadCpuBackend } from '../eager/prepare-eager.ts';
import { quietly } from '../eager/quietly.ts';
import { correctedGradients } from './corrected-gradients.ts';

beforeAll(async () => {
  await loadCpuBackend();
  await tf.setBackend('cpu');
  quietly(() => tf.scalar(0).dispose());
  await prepareEager();
});

const row = (x: tf.Tensor): tf.Tensor => tf.stack([x, tf.mul(x, 2), tf.sub(0.2, x)]);
const column = tf.tensor2d.bind(null, [[0.3], [0.9]], [2, 1]);

/** A scalar function through each corrected kernel, smooth at 0.7. */
const functions: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  Exp: (x) => tf.exp(x),
  Sigmoid: (x) => tf.sigmoid(x),
  Tanh: (x) => tf.tanh(x),
  Elu: (x) => tf.elu(tf.neg(x)),
  Softmax: (x) => tf.sum(tf.mul(tf.softmax(row(x)), tf.tensor1d([1, 5, -2]))),
  Pow: (x) => tf.add(tf.pow(x, 3), tf.pow(tf.mul(x, x), x)),
  Max: (x) => tf.max(tf.square(row(x))),
  Min: (x) => tf.sum(tf.min(tf.pow(tf.reshape(row(x), [3, 1]), 3), 1)),
  Maximum: (x) => tf.sum(tf.maximum(tf.square(row(x)), tf.mul(column(), x))),
  Minimum: (x) => tf.sum(tf.minimum(tf.square(row(x)), tf.mul(column(), x))),
  SquaredDifference: (x) => tf.sum(tf.squaredDifference(tf.exp(row(x)), tf.mul(column(), x))),
  Cumsum: (x) =>
    tf.sum(
      tf.mul(
        tf.cumsum(
          tf.outerProduct(tf.square<tf.Tensor1D>(tf.reshape<tf.Rank.R1>(row(x), [3])), tf.tensor1d([1, 2])),
          0,
        ),
        tf.tensor2d([
          [1, 2],
          [3, 4],
          [5, 6],
        ]),
      ),
    ),
};

function derivative(f: (x: tf.Tensor) => tf.Tensor): (x: tf.Tensor) => tf.Tensor {
  return (x) => tf.grad(f)(x);
}

/** Central difference in float32, so the step is wide and the tolerance loose. */
function difference(f: (x: tf.Tensor) => tf.Tensor, at: number): number {
  const h = 0.01;
  const value = (x: number): number => tf.tidy(() => f(tf.scalar(x)).dataSync()[0]!);
  return (value(at + h) - value(at - h)) / (2 * h);
}

for (const [kernel, f] of Object.entries(functions)) {
  it(`first and second derivatives through ${kernel} match finite differences`, () => {
    const first = tf.tidy(() => derivative(f)(tf.scalar(0.7)).dataSync()[0]!);
    const slope = difference(f, 0.7);
    expect(Math.abs(first - slope)).toBeLessThan(0.01 * (1 + Math.abs(slope)));
    const second = tf.tidy(() => derivative(derivative(f))(tf.scalar(0.7)).dataSync()[0]!);
    const expected = difference(derivative(f), 0.7);
    expect(Math.abs(second - expected)).toBeLessThan(0.01 * (1 + Math.abs(expected)));
  });
}

it('masks are flat: second derivatives pass through comparisons', () => {
  const f = (x: tf.Tensor): tf.Tensor =>
    tf.mul(tf.pow(x, 3), tf.cast(tf.logicalAnd(tf.less(x, 1), tf.logicalNot(tf.notEqual(x, x))), 'float32'));
  expect(tf.tidy(() => derivative(derivative(f))(tf.scalar(0.5)).dataSync()[0])).toBeCloseTo(3, 4);
});

it('every correction that is not a comparison has a function above', () => {
  const flat = [
    'Equal',
    'NotEqual',
    'Less',
    'LessEqual',
    'Greater',
    'GreaterEqual',
    'LogicalAnd',
    'LogicalOr',
    'LogicalNot',
  ];
  expect(Object.keys(correctedGradients).sort()).toEqual([...Object.keys(functions), ...flat].sort());
});
