import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { ndarray, type NDArray } from './arrays/ndarray.ts';
import { jit, type JitOptions } from './jit.ts';
import { liveSessionLimit } from './onnx/live-sessions.ts';

const vector = (...values: number[]): NDArray => ndarray(values, [values.length]);
const values = (array: NDArray): number[] => [...array.data];

describe.each<[string, JitOptions]>([
  ['the native library', {}],
  ['WebAssembly', { runtime: () => import('onnxruntime-web') }],
  ['TF.js', { executor: 'eager' }],
])('arguments are read when the function is called, on %s', (_, options) => {
  it('before it is compiled, once it is, and behind another run', async () => {
    const fn = jit((x: tf.Tensor1D) => tf.sum(x), options);
    const x = vector(1, 1, 1);
    const call = async (): Promise<number> => {
      x.data.fill(1);
      const pending = fn(x);
      x.data.fill(5);
      return (await pending).data[0]!;
    };
    expect(await call()).toBe(3);
    expect(await call()).toBe(3);
    expect(await call()).toBe(3);
    expect(await Promise.all([call(), call(), call()])).toEqual([3, 3, 3]);
    await fn.dispose();
  });
});

it('the event loop turns between runs', async () => {
  const fn = jit((x: tf.Tensor1D) => tf.add(x, 1));
  await fn(vector(1));
  let turns = 0;
  const turn = (): void => {
    turns++;
    if (turns < 100) setImmediate(turn);
  };
  setImmediate(turn);
  for (let i = 0; i < 20; i++) await fn(vector(i));
  expect(turns).toBeGreaterThanOrEqual(20);
  await fn.dispose();
});

it('a function without results gives none', async () => {
  const nothing = jit((...unread: tf.Tensor1D[]) => unread.slice(1));
  expect(await nothing(vector(1))).toEqual([]);
  const record = jit(() => ({ a: [], b: {} }));
  expect(await record()).toEqual({ a: [], b: {} });
  await Promise.all([nothing.dispose(), record.dispose()]);
});

it('of more compiled signatures than may live, those used least recently are freed and compiled anew', async () => {
  let traces = 0;
  const fn = jit((x: tf.Tensor1D) => {
    traces++;
    return tf.add(x, 1);
  });
  const of = (length: number): NDArray => ndarray(new Float32Array(length).fill(length), [length]);
  const first = fn(of(1));
  for (let length = 2; length <= liveSessionLimit + 1; length++) {
    const result = await fn(of(length));
    expect(result.data[0]).toBe(length + 1);
    if (length % 50 === 0) await fn(of(2));
  }
  expect(values(await first)).toEqual([2]);
  expect(traces).toBe(liveSessionLimit + 1);
  await fn(of(2));
  expect(traces).toBe(liveSessionLimit + 1);
  expect(values(await fn(of(1)))).toEqual([2]);
  expect(traces).toBe(liveSessionLimit + 2);
  await fn.dispose();
});
