import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { loadCpuBackend } from './eager/prepare-eager.ts';
import { quietly } from './eager/quietly.ts';
import { DisposedError } from './errors/disposed-error.ts';
import { ExecutorError } from './errors/executor-error.ts';
import { jit } from './jit.ts';
import { ndarray, type NDArray } from './arrays/ndarray.ts';
import { scalar } from './arrays/scalar.ts';
import { valueAndGrad } from './value-and-grad.ts';

/** V8's collector: results are freed with the objects that hold them. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
}

const vector = (...values: number[]): NDArray => ndarray(values, [values.length]);
const values = (array: NDArray): number[] => [...array.data];

describe('a jitted function', () => {
  it('takes and returns nested records, lists and tuples', async () => {
    const fn = jit((p: { a: tf.Tensor1D; list: [tf.Tensor1D, tf.Scalar] }, k: tf.Scalar) => ({
      sum: tf.add(p.a, p.list[0]),
      pair: [tf.mul(p.list[1], k), p.a] as const,
    }));
    const out = await fn({ list: [vector(1, 2), scalar(3)], a: vector(10, 20) }, scalar(2));
    expect(values(out.sum)).toEqual([11, 22]);
    expect(values(out.pair[0])).toEqual([6]);
    expect(values(out.pair[1])).toEqual([10, 20]);
    await fn.dispose();
  });

  it('keeps float32, int32 and bool apart', async () => {
    const fn = jit((i: tf.Tensor1D, b: tf.Tensor1D) => ({
      i: tf.add(i, i),
      b: tf.logicalNot(b),
      f: tf.cast(i, 'float32'),
    }));
    const out = await fn(ndarray(Int32Array.of(1, -2), [2]), ndarray(Uint8Array.of(1, 0), [2]));
    expect(out.i.data).toEqual(Int32Array.of(2, -4));
    expect(out.b.data).toEqual(Uint8Array.of(0, 1));
    expect(out.f.data).toEqual(Float32Array.of(1, -2));
    await fn.dispose();
  });

  it('runs the function once per signature and again for a new shape, dtype or nesting', async () => {
    let traces = 0;
    const fn = jit((x: tf.Tensor) => {
      traces++;
      return tf.add(x, x);
    });
    await fn(vector(1, 2));
    await fn(vector(3, 4));
    expect(traces).toBe(1);
    expect(values(await fn(vector(1, 2, 3)))).toEqual([2, 4, 6]);
    expect((await fn(ndarray(Int32Array.of(1, 2), [2]))).data).toEqual(Int32Array.of(2, 4));
    expect(traces).toBe(3);
    await fn.dispose();
  });

  it('returns arguments, constants and repeated results as fresh arrays', async () => {
    const fn = jit((x: tf.Tensor1D) => [x, x, tf.tensor1d([5]), tf.add(x, 1)]);
    const x = vector(1, 2);
    const [a, b, constant, next] = await fn(x);
    expect([a, b, constant, next].map((array) => values(array))).toEqual([[1, 2], [1, 2], [5], [2, 3]]);
    a.data[0] = 99;
    expect(values(x)).toEqual([1, 2]);
    expect(values(b)).toEqual([1, 2]);
    const again = await fn(x);
    expect(values(again[0])).toEqual([1, 2]);
    await fn.dispose();
  });

  it('treats tensors made outside as constants and leaves them alone', async () => {
    await loadCpuBackend();
    await tf.setBackend('cpu');
    const outside = quietly(() => tf.tensor1d([10, 20]));
    const fn = jit((x: tf.Tensor1D) => tf.add(x, outside));
    expect(values(await fn(vector(1, 2)))).toEqual([11, 22]);
    expect([...outside.dataSync()]).toEqual([10, 20]);
    outside.dispose();
    await fn.dispose();
  });

  it('serves concurrent calls, the first included', async () => {
    let traces = 0;
    const fn = jit((x: tf.Tensor1D) => {
      traces++;
      return tf.square(x);
    });
    const results = await Promise.all([1, 2, 3, 4, 5, 6].map((k) => fn(vector(k))));
    expect(results.map((array) => values(array)[0])).toEqual([1, 4, 9, 16, 25, 36]);
    expect(traces).toBe(1);
    await fn.dispose();
  });

  it('two functions trace and run at the same time', async () => {
    const double = jit((x: tf.Tensor1D) => tf.mul(x, 2));
    const gradient = jit(
      (x: tf.Tensor1D) => valueAndGrad((y: tf.Tensor1D) => tf.sum<tf.Scalar>(tf.exp(y)))(x).gradients,
    );
    const [a, b] = await Promise.all([double(vector(1)), gradient(vector(0))]);
    expect([values(a), values(b)]).toEqual([[2], [1]]);
    await Promise.all([double.dispose(), gradient.dispose()]);
  });

  it('lets calls in flight finish before it is disposed of, and refuses later ones', async () => {
    const fn = jit((x: tf.Tensor1D) => tf.add(x, 1), { name: 'addOne' });
    const flight = fn(vector(1));
    const gone = fn.dispose();
    expect(values(await flight)).toEqual([2]);
    await gone;
    await expect(fn(vector(1))).rejects.toThrow(DisposedError);
    await expect(fn(vector(1))).rejects.toThrow(/'addOne' was disposed/);
    await fn.dispose();
  });

  it('an index out of range is an error of that call alone', async () => {
    const fn = jit((x: tf.Tensor1D, i: tf.Tensor1D) => tf.gather(x, i), { name: 'pick' });
    const pick = (index: number): Promise<NDArray> => fn(vector(1, 2), ndarray(Int32Array.of(index), [1]));
    await expect(pick(7)).rejects.toThrow(ExecutorError);
    await expect(pick(7)).rejects.toThrow(/'pick' failed while running .*index out of range/s);
    expect(values(await pick(1))).toEqual([2]);
    await fn.dispose();
  });

  it('does not accumulate tensors or memory over many calls', async () => {
    const fn = jit((x: tf.Tensor2D) => valueAndGrad((y: tf.Tensor2D) => tf.mean<tf.Scalar>(tf.square(y)))(x));
    const x = ndarray(new Float32Array(64 * 64).fill(1), [64, 64]);
    await fn(x);
    const { state } = tf.engine();
    const [tensors, buffers] = [state.numTensors, state.numDataBuffers];
    const run = async (count: number): Promise<void> => {
      for (let i = 0; i < count; i++) {
        await fn(x);
        if (i % 100 === 99) collectGarbage();
      }
    };
    await run(300);
    const before = process.memoryUsage().rss;
    await run(1500);
    // 1500 leaked results would be 24 MB.
    expect(process.memoryUsage().rss - before).toBeLessThan(12e6);
    expect([state.numTensors, state.numDataBuffers]).toEqual([tensors, buffers]);
    await fn.dispose();
  });
});

it('unknown and malformed options are errors', () => {
  const fn = (x: tf.Tensor): tf.Tensor => x;
  expect(() => jit(fn, { thread: 2 } as never)).toThrow(
    /unknown option 'thread' \(expected one of executor, threads/,
  );
  expect(() => jit(fn, { threads: 0 })).toThrow(/threads is a whole number from 1 \(got 0\)/);
  expect(() => jit(fn, { executor: 'gpu' as never })).toThrow(/executor is one of onnx, eager \(got gpu\)/);
});
