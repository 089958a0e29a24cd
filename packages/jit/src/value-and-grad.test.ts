import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { StructureError } from './errors/structure-error.ts';
import { TraceError } from './errors/trace-error.ts';
import { jit, type Executor } from './jit.ts';
import { ndarray } from './arrays/ndarray.ts';
import { scalar } from './arrays/scalar.ts';
import { valueAndGrad, valueAndGradWithAux } from './value-and-grad.ts';

it('before anything loaded the gradients it says so', () => {
  const loss = valueAndGrad((x: tf.Scalar) => x);
  expect(() => loss({ rank: 0 } as never)).toThrow();
  expect(() => valueAndGradWithAux(() => [0 as never, []])([])).toThrow(TraceError);
});

describe.each(['onnx', 'eager'] satisfies Executor[])('valueAndGrad (%s)', (executor) => {
  it('gradients are nested like the parameters; zero where a leaf has no influence', async () => {
    type P = { a: tf.Scalar; list: [tf.Tensor1D]; unused: tf.Tensor1D };
    const fn = jit(
      (p: P, k: tf.Scalar) =>
        valueAndGrad((q: P, factor: tf.Scalar) =>
          tf.mul<tf.Scalar>(factor, tf.sum(tf.mul(tf.square(q.a), q.list[0]))),
        )(p, k),
      { executor },
    );
    const { value, gradients } = await fn(
      { a: scalar(3), list: [ndarray([1, 2], [2])], unused: ndarray([5, 5], [2]) },
      scalar(10),
    );
    expect(value.data[0]).toBe(270);
    expect(gradients.a.data[0]).toBe(180);
    expect([...gradients.list[0].data]).toEqual([90, 90]);
    expect([...gradients.unused.data]).toEqual([0, 0]);
    await fn.dispose();
  });

  it('auxiliary results come along, intermediate ones and arguments alike', async () => {
    const fn = jit(
      (p: tf.Tensor1D, y: tf.Tensor1D) =>
        valueAndGradWithAux((q: tf.Tensor1D) => {
          const hidden = tf.exp(q);
          return [tf.sum<tf.Scalar>(tf.mul(hidden, y)), { hidden, y, q, twice: [hidden] }];
        })(p),
      { executor },
    );
    const { value, aux, gradients } = await fn(ndarray([0, 0], [2]), ndarray([2, 3], [2]));
    expect(value.data[0]).toBe(5);
    expect([...gradients.data]).toEqual([2, 3]);
    expect([...aux.hidden.data]).toEqual([1, 1]);
    expect([...aux.y.data]).toEqual([2, 3]);
    expect([...aux.twice[0]!.data]).toEqual([1, 1]);
    await fn.dispose();
  });

  it('repeats: the second derivative of x³, also through an auxiliary result', async () => {
    const slope = (x: tf.Scalar): tf.Scalar =>
      valueAndGrad((y: tf.Scalar) => tf.pow<tf.Scalar>(y, 3))(x).gradients;
    const fn = jit(
      (x: tf.Scalar) => ({
        second: valueAndGrad(slope)(x).gradients,
        throughAux: valueAndGrad(
          (y: tf.Scalar) =>
            valueAndGradWithAux((z: tf.Scalar) => [tf.square<tf.Scalar>(z), tf.exp(z)])(y).aux,
        )(x).gradients,
      }),
      { executor },
    );
    const { second, throughAux } = await fn(scalar(2));
    expect(second.data[0]).toBeCloseTo(12, 4);
    expect(throughAux.data[0]).toBeCloseTo(Math.exp(2), 4);
    await fn.dispose();
  });

  it('a loss that is no scalar and parameters that are no floats are errors', async () => {
    const vector = jit((x: tf.Tensor1D) => valueAndGrad((y: tf.Tensor1D) => tf.square(y) as never)(x), {
      executor,
    });
    await expect(vector(ndarray([1, 2], [2]))).rejects.toThrow(
      /the loss is a scalar \(expected shape \[\], got \[2\]\)/,
    );
    const ints = jit((p: { n: tf.Tensor1D }) => valueAndGrad((q: typeof p) => tf.sum<tf.Scalar>(q.n))(p), {
      executor,
    });
    await expect(ints({ n: ndarray(Int32Array.of(1), [1]) })).rejects.toThrow(StructureError);
    await expect(ints({ n: ndarray(Int32Array.of(1), [1]) })).rejects.toThrow(
      /expected float32 at parameters\.n, got int32/,
    );
  });
});
