import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';

import { jit, ndarray, scan, scalar, valueAndGrad } from './index.ts';

test('eager: loss and gradient of a least-squares problem', async () => {
  const f = jit((p: { w: tf.Tensor2D }, x: tf.Tensor2D) => {
    const { value, gradients } = valueAndGrad(
      (q: { w: tf.Tensor2D }) => tf.sum(tf.square(tf.matMul(x, q.w))) as tf.Scalar,
    )(p);
    return { value, gradients };
  });
  const out = await f({ w: ndarray([1, 2], [2, 1]) }, ndarray([1, 0, 0, 1], [2, 2]));
  expect([...out.gradients.w.data]).toEqual([2, 4]);
  expect(out.value.data[0]).toBe(5);
});
test('scan', async () => {
  const f = jit((c: tf.Scalar, xs: tf.Tensor1D) =>
    scan((carry: tf.Scalar, x: tf.Tensor1D) => [tf.add(carry, x) as tf.Scalar, tf.mul(carry, 2)], c, xs),
  );
  const [c, ys] = await f(scalar(1), ndarray([1, 2, 3], [3]));
  expect(c.data[0]).toBe(7);
  expect([...ys.data]).toEqual([2, 4, 8]);
});
