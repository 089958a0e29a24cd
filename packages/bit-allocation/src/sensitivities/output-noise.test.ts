import { ndarray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { outputNoiseSensitivity } from './output-noise.ts';
import type { MeasuredModel } from './sensitivity.ts';

// Two logits, x · (a + b) and x · a: at b bits layer a is 8 / b larger, layer b 4 / b smaller.
const model: MeasuredModel = {
  logits: ({ a, b }, x) =>
    tf.concat2d([tf.mul<tf.Tensor2D>(x, tf.add(a!.weight, b!.weight)), tf.mul<tf.Tensor2D>(x, a!.weight)], 1),
  parameters: { a: { weight: ndarray([3], [1]) }, b: { weight: ndarray([5], [1]) } },
  quantized: (layer, bits) => ({ weight: ndarray([layer === 'a' ? 3 + 8 / bits : 5 - 4 / bits], [1]) }),
  rowLosses: () => tf.tensor1d([Number.NaN]),
};
const problem = {
  layers: [
    { layer: 'a', parameters: 1 },
    { layer: 'b', parameters: 1 },
  ],
  candidates: [2, 4],
  model,
  rows: { x: ndarray([1, 2, -3], [3, 1]), labels: [0, 1, 0] },
  favourableClass: 1,
};

// The laws of every sensitivity run on this one from `sensitivities.test.ts`; here is what is its own.
describe('output-noise', () => {
  it('scores worked by hand, for any batch size, whatever the labels and the loss', async () => {
    for (const batchSize of [1, 2, 5]) {
      const table = await outputNoiseSensitivity.measure({ ...problem, batchSize });
      expect(table).toMatchObject({ candidates: [2, 4], baseline: 0, rows: 3 });
      // The mean of x² is 14 / 3; layer a moves both logits by 4 x and 2 x, layer b one by 2 x and x.
      [32, 8, 4, 1].forEach((squares, at) => {
        expect(table.lossIncrease.flat()[at]).toBeCloseTo((14 / 3) * squares, 4);
      });
    }
  });
});
