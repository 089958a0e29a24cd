import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { ndarray } from '../arrays/ndarray.ts';
import { jit } from '../jit.ts';
import { valueAndGrad } from '../value-and-grad.ts';

/** The gradient of the sum of f at the matrix [[1, 2], [3, 4]]. */
async function gradientAt(f: (x: tf.Tensor2D) => tf.Tensor): Promise<number[]> {
  const compiled = jit(
    (x: tf.Tensor2D) => valueAndGrad((y: tf.Tensor2D) => tf.sum<tf.Scalar>(f(y)))(x).gradients,
  );
  const { data } = await compiled(ndarray([1, 2, 3, 4], [2, 2]));
  await compiled.dispose();
  return [...data];
}

describe("einsums that TF.js's cpu backend refuses or has wrong, by hand", () => {
  const b = tf.tensor1d.bind(null, [2, 3]);
  it.each<[string, (x: tf.Tensor2D) => tf.Tensor, number[]]>([
    ['an axis summed away beside a product', (x) => tf.einsum('ij,k->kj', x, b()), [5, 5, 5, 5]],
    ['the other operand summed', (x) => tf.einsum('i,jk->i', b(), x), [5, 5, 5, 5]],
    ['a diagonal', (x) => tf.mul(tf.einsum('ii->i', x), b()), [2, 0, 0, 3]],
    ['three operands', (x) => tf.einsum('ij,jk,kl->il', x, x, x), [51, 87, 67, 111]],
  ])('%s', async (_, f, expected) => {
    expect(await gradientAt(f)).toEqual(expected);
  });

  it.each([
    ['ij', /letters, commas and an arrow \(got 'ij'\)/],
    ['...j->j', /letters, commas and an arrow/],
    ['i->i', /ranks 1, got operands of ranks 2/],
    ['ij,k->k', /ranks 2, 1, got operands of ranks 2\)/],
    ['ij->k', /got 'k' in 'ij->k'/],
    ['ij->ii', /got 'i' in 'ij->ii'/],
  ])('%s is refused', async (equation, message) => {
    await expect(gradientAt((x) => tf.einsum(equation, x))).rejects.toThrow(message);
  });
});

it('a batch normalisation has a gradient without a scale, and without an offset', async () => {
  const [mean, variance] = [tf.tensor1d.bind(null, [1, 2]), tf.tensor1d.bind(null, [3, 8])];
  const weights = tf.tensor2d.bind(null, [
    [1, 2],
    [3, 4],
  ]);
  const normalised = (x: tf.Tensor2D): tf.Tensor =>
    tf.batchNorm2d(x, mean(), variance(), undefined, undefined, 1);
  const [a, b] = [1 / Math.sqrt(3 + 1), 1 / Math.sqrt(8 + 1)];
  const got = await gradientAt((x) => tf.mul(normalised(x), weights()));
  [a, 2 * b, 3 * a, 4 * b].forEach((slope, i) => {
    expect(got[i]).toBeCloseTo(slope, 6);
  });
});
