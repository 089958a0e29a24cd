import * as tf from '@tensorflow/tfjs-core';
import type { InferenceSession } from 'onnxruntime-common';
import { afterEach, expect, it, vi } from 'vitest';

import { epoch, initialState, trainingData } from '../testing/lsq-training.ts';
import { ExecutorError } from '../errors/executor-error.ts';
import { executorInUse } from '../executor-in-use.ts';
import { jit } from '../jit.ts';
import { ndarray } from '../arrays/ndarray.ts';
import { tree } from '../tree/tree.ts';
import type { OnnxRuntime } from './onnx-runtime.ts';

afterEach(() => {
  vi.doUnmock('onnxruntime-node');
  vi.resetModules();
});

it('a runtime can be given: WebAssembly trains as the native library does', async () => {
  const { data, labels, batches } = trainingData(3, 300, 4);
  const native = jit(epoch(true));
  const wasm = jit(epoch(true), { runtime: () => import('onnxruntime-web') });
  const [a, b] = [
    await native(initialState(3), data, labels, batches),
    await wasm(initialState(3), data, labels, batches),
  ];
  const [left, right] = [tree.leaves(a), tree.leaves(b)];
  left.forEach((leaf, i) =>
    leaf.data.forEach((value: number, j: number) => expect(value).toBeCloseTo(right[i]!.data[j]!, 3)),
  );
  expect(executorInUse()).toContain('given as an option');
  await Promise.all([native.dispose(), wasm.dispose()]);
});

it('the default runtime in Node is the native one, and says so', async () => {
  const fn = jit((x: tf.Tensor1D) => tf.add(x, 1));
  await fn(ndarray([1], [1]));
  expect(executorInUse()).toBe(
    'executor: ONNX Runtime, compiled (onnxruntime-node: its native library loaded)',
  );
  await fn.dispose();
});

it('where the native library does not load, WebAssembly serves', async () => {
  vi.doMock('onnxruntime-node', () => {
    throw new Error('libonnxruntime.so.1: cannot open shared object file');
  });
  const { jit: freshJit } = await import('../jit.ts');
  const { executorInUse: freshLine } = await import('../executor-in-use.ts');
  const fn = freshJit((x: tf.Tensor1D) => tf.add(x, 1));
  expect([...(await fn(ndarray([1, 2], [2]))).data]).toEqual([2, 3]);
  expect(freshLine()).toMatch(/onnxruntime-web: the native library of onnxruntime-node did not load/);
  await fn.dispose();
  vi.doUnmock('onnxruntime-node');
});

it('a graph the runtime rejects is an error that says what the runtime says', async () => {
  const { Tensor } = await import('onnxruntime-common');
  const create = (): Promise<never> => Promise.reject(new Error('no such operator'));
  const broken: OnnxRuntime = { Tensor, InferenceSession: { create } };
  const fn = jit((x: tf.Tensor1D) => tf.add(x, 1), {
    name: 'mine',
    runtime: () => Promise.resolve(broken),
  });
  await expect(fn(ndarray([1], [1]))).rejects.toThrow(ExecutorError);
  await expect(fn(ndarray([1], [1]))).rejects.toThrow(/graph of 'mine' \(got: no such operator\)/);
});

it('a failed run reports its error and the queue goes on', async () => {
  const { default: ort } = await import('onnxruntime-node');
  const create = vi.spyOn(ort.InferenceSession, 'create');
  const fn = jit((x: tf.Tensor1D) => tf.add(x, 1), { runtime: () => Promise.resolve(ort) });
  await fn(ndarray([1], [1]));
  const session = (await create.mock.results[0]?.value) as InferenceSession;
  vi.spyOn(session, 'run').mockRejectedValueOnce(new Error('once'));
  const [first, second] = await Promise.allSettled([fn(ndarray([1], [1])), fn(ndarray([2], [1]))]);
  expect(first).toMatchObject({
    status: 'rejected',
    reason: { name: 'ExecutorError', cause: { message: 'once' } },
  });
  expect(second).toMatchObject({ status: 'fulfilled', value: { data: Float32Array.of(3) } });
  await fn.dispose();
  vi.restoreAllMocks();
});
