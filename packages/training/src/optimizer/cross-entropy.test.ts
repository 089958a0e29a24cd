import { jit, ndarray, valueAndGrad } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { crossEntropy } from './cross-entropy.ts';

const lossAndGradient = jit(
  (logits: tf.Tensor2D, labels: tf.Tensor1D) => {
    const { value, gradients } = valueAndGrad((g: tf.Tensor2D) => crossEntropy(g, labels))(logits);
    return { value, gradients };
  },
  { name: 'cross entropy test' },
);

const rows = [
  [1, -2, 0.5],
  [100, 0, -100],
  [-3, -3, -3],
];
const labels = [2, 0, 1];

describe('crossEntropy', () => {
  it('is the mean negative log-probability, and its gradient softmax minus one-hot over rows', async () => {
    const { value, gradients } = await lossAndGradient(
      ndarray(rows.flat(), [3, 3]),
      ndarray(Int32Array.from(labels), [3]),
    );
    let expected = 0;
    rows.forEach((row, i) => {
      const total = row.reduce((sum, g) => sum + Math.exp(g), 0);
      expected -= Math.log(Math.exp(row[labels[i]!]!) / total) / 3;
      row.forEach((g, c) => {
        const gradient = (Math.exp(g) / total - (c === labels[i] ? 1 : 0)) / 3;
        expect(gradients.data[i * 3 + c]).toBeCloseTo(gradient, 6);
      });
    });
    expect(value.data[0]).toBeCloseTo(expected, 6);
  });
});
