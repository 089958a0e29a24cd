import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { StructureError } from './errors/structure-error.ts';
import { jit, type Executor } from './jit.ts';
import { ndarray } from './arrays/ndarray.ts';
import { ravel } from './ravel.ts';
import { scalar } from './arrays/scalar.ts';
import { valueAndGrad } from './value-and-grad.ts';

type Parameters = { w: tf.Tensor2D; b: tf.Tensor1D; s: tf.Scalar };
const parameters = { w: ndarray([1, 2, 3, 4, 5, 6], [3, 2]), b: ndarray([7, 8], [2]), s: scalar(9) };

describe.each(['onnx', 'eager'] satisfies Executor[])('ravel (%s)', (executor) => {
  it('lays leaves out in order and back', async () => {
    const fn = jit(
      (p: Parameters) => {
        const { vector, unravel } = ravel(p);
        return { vector, doubled: unravel(tf.mul<tf.Tensor1D>(vector, 2)) };
      },
      { executor },
    );
    const { vector, doubled } = await fn(parameters);
    expect([...vector.data]).toEqual([7, 8, 9, 1, 2, 3, 4, 5, 6]);
    expect(doubled.w).toEqual(ndarray([2, 4, 6, 8, 10, 12], [3, 2]));
    expect([...doubled.b.data, ...doubled.s.data]).toEqual([14, 16, 18]);
    await fn.dispose();
  });

  it('passes gradients to the vector', async () => {
    const fn = jit(
      (p: Parameters) => {
        const { vector, unravel } = ravel(p);
        return valueAndGrad((v: tf.Tensor1D) => {
          const { w, s } = unravel(v);
          return tf.mul<tf.Scalar>(tf.sum(tf.square(w)), s);
        })(vector).gradients;
      },
      { executor },
    );
    expect([...(await fn(parameters)).data]).toEqual([0, 0, 91, 18, 36, 54, 72, 90, 108]);
    await fn.dispose();
  });
});

it('a single leaf, integers, nothing, and vectors of another length', async () => {
  const one = jit((x: tf.Tensor2D) => ravel([x] as const).unravel(ravel([x]).vector)[0]);
  expect(await one(ndarray([1, 2], [1, 2]))).toEqual(ndarray([1, 2], [1, 2]));
  const ints = jit((x: tf.Tensor1D) => ravel({ x }).vector);
  await expect(ints(ndarray(Int32Array.of(1), [1]))).rejects.toThrow(/got int32 at tree\.x/);
  const none = jit((x: tf.Tensor1D) => [x, ravel([]).vector]);
  await expect(none(ndarray([1], [1]))).rejects.toThrow(StructureError);
  const longer = jit((x: tf.Tensor1D) => ravel([x]).unravel(tf.concat([x, x]))[0]);
  await expect(longer(ndarray([1, 2], [2]))).rejects.toThrow(/expected \[2\], got \[4\]/);
  await Promise.all([one.dispose(), ints.dispose(), none.dispose(), longer.dispose()]);
});
