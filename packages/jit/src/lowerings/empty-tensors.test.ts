import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { ndarray, type NDArray } from '../arrays/ndarray.ts';
import { jit } from '../jit.ts';
import { scan } from '../scan.ts';
import { valueAndGrad } from '../value-and-grad.ts';

/** Runs one traced function of no arguments but tensors without elements, so that nothing is folded away. */
async function results(
  fn: (empty: (...shape: number[]) => tf.Tensor) => tf.Tensor[],
  shapes: number[][],
): Promise<NDArray[]> {
  const jitted = jit((...tensors: tf.Tensor[]) => {
    const rest = [...tensors];
    return fn((...shape) => {
      const at = rest.findIndex((tensor) => tensor.shape.join() === shape.join());
      return rest[at]!;
    });
  });
  const floats = shapes.map((shape) => ndarray(new Float32Array(), shape));
  const found = await jitted(...floats);
  await jitted.dispose();
  return found;
}

describe('tensors without elements', () => {
  it('give results without elements, in the shapes TF.js says', async () => {
    const found = await results(
      (empty) => [
        tf.concat([empty(0, 5), empty(0, 5)], 1),
        tf.reshape(empty(0, 1, 0), [0, 0]),
        tf.expandDims(empty(0, 3), 0),
        tf.cumprod(empty(0), 0, true),
        tf.cumsum(empty(0), 0, true),
        tf.topk(empty(0, 3), 2).values,
        tf.gather(empty(0, 5), tf.tensor1d([1, 2], 'int32'), 1),
        tf.maxPool(empty(0, 3, 3, 1) as tf.Tensor4D, 2, 1, 'same'),
        tf.conv2d(empty(0, 3, 3, 1) as tf.Tensor4D, tf.ones([2, 2, 1, 4]), 1, 'same'),
        tf.softmax(empty(2, 0)),
        tf.diag(empty(0)),
        tf.oneHot(tf.cast(empty(0), 'int32'), 3),
        ...tf.split(empty(0, 3), 3, 1),
      ],
      [[0], [0, 3], [0, 5], [2, 0], [0, 1, 0], [0, 3, 3, 1]],
    );
    expect(found.map(({ shape }) => shape)).toEqual([
      [0, 10],
      [0, 0],
      [1, 0, 3],
      [0],
      [0],
      [0, 2],
      [0, 2],
      [0, 3, 3, 1],
      [0, 3, 3, 4],
      [2, 0],
      [0, 0],
      [0, 3],
      ...[1, 1, 1].map(() => [0, 1]),
    ]);
    expect(found.every(({ data }) => data.length === 0)).toBe(true);
  });

  it('count as nothing: sums are 0, products 1, positions 0, and padding is all there is', async () => {
    const found = await results(
      (empty) => [
        tf.sum(empty(2, 0), 1),
        tf.prod(empty(2, 0), 1),
        tf.argMax(empty(2, 0), 1),
        tf.argMin(empty(0)),
        tf.matMul(empty(2, 0), empty(0, 3)),
        tf.einsum('ij,jk->ik', empty(2, 0), empty(0, 3)),
        tf.pad(empty(0, 3), [
          [1, 0],
          [0, 0],
        ]),
        tf.scatterND(tf.cast(empty(0, 1), 'int32'), empty(0), [2]),
        tf.concat([empty(0, 3), tf.ones([1, 3])]),
      ],
      [[0], [0, 1], [0, 3], [2, 0]],
    );
    expect(found.map(({ data }) => [...data])).toEqual([
      [0, 0],
      [1, 1],
      [0, 0],
      [0],
      [0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0],
      [0, 0, 0],
      [0, 0],
      [1, 1, 1],
    ]);
  });

  it('give gradients of 0, of a convolution over no images too', async () => {
    const [filter] = await results(
      (empty) => {
        const loss = (w: tf.Tensor4D): tf.Scalar =>
          tf.sum(tf.conv2d(empty(0, 3, 3, 1) as tf.Tensor4D, w, 1, 'same'));
        return [valueAndGrad(loss)(tf.ones([2, 2, 1, 1])).gradients];
      },
      [[0, 3, 3, 1]],
    );
    expect([...filter!.data]).toEqual([0, 0, 0, 0]);
  });

  it('pass through loops', async () => {
    const found = await results(
      (empty) => {
        const [last, steps] = scan(
          (c: tf.Tensor) => [tf.add(c, 1), [tf.mul(c, 2), tf.scalar(3)]],
          empty(0, 3),
          null,
          { length: 2 },
        );
        return [last, ...steps];
      },
      [[0, 3]],
    );
    expect(found.map(({ shape }) => shape)).toEqual([[0, 3], [2, 0, 3], [2]]);
  });
});
