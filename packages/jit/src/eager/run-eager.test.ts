import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

import { executorInUse } from '../executor-in-use.ts';
import { jit } from '../jit.ts';
import { ndarray } from '../arrays/ndarray.ts';
import { valueAndGrad } from '../value-and-grad.ts';
import { prepareEager } from './prepare-eager.ts';

it('without tfjs-node the eager backend is wasm, and a kernel it lacks runs on the cpu backend', async () => {
  const { name, reason } = await prepareEager();
  expect(['tensorflow', 'wasm']).toContain(name);
  expect(executorInUse()).toBe(`executor: TF.js eager on backend ${name} (${reason})`);
  // The gradient of a gather is UnsortedSegmentSum, which wasm lacks.
  const gather = jit(
    (x: tf.Tensor1D) =>
      valueAndGrad((y: tf.Tensor1D) => tf.sum<tf.Scalar>(tf.gather(y, tf.tensor1d([0, 2, 2], 'int32'))))(x)
        .gradients,
    { executor: 'eager' },
  );
  expect([...(await gather(ndarray([5, 6, 7], [3]))).data]).toEqual([1, 0, 2]);
  expect(tf.getBackend()).toBe(name);
});

it('an error of the function leaves no tensors and no tape behind', async () => {
  await prepareEager();
  const failing = jit(
    (x: tf.Tensor1D) =>
      valueAndGrad((y: tf.Tensor1D) => {
        tf.exp(y);
        throw new RangeError('mine');
      })(x).gradients,
    { executor: 'eager' },
  );
  const before = tf.memory().numTensors;
  await expect(failing(ndarray([1], [1]))).rejects.toThrow(RangeError);
  expect(tf.memory().numTensors).toBe(before);
  const working = jit(
    (x: tf.Tensor1D) => valueAndGrad((y: tf.Tensor1D) => tf.sum<tf.Scalar>(y))(x).gradients,
    {
      executor: 'eager',
    },
  );
  expect([...(await working(ndarray([1], [1]))).data]).toEqual([1]);
});
