import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it } from 'vitest';

import { ExecutorError } from '../errors/executor-error.ts';
import { JitError } from '../errors/jit-error.ts';
import { ndarray } from '../arrays/ndarray.ts';
import { GraphBuilder } from '../graph/graph-builder.ts';
import { attribute } from '../graph/types.ts';
import { jit } from '../jit.ts';
import { checkedIndices } from './indices.ts';

type Use = (x: tf.Tensor, indices: tf.Tensor) => tf.Tensor;

/** Each operation on a matrix [3, 2] by three indices of its rows, as TF.js takes them, in a column or a list. */
const uses: Readonly<Record<string, Use>> = {
  gather: (x, i) => tf.gather(x, tf.reshape(i, [3])),
  'gather along the last axis': (x, i) => tf.gather(tf.transpose(x), tf.reshape(i, [3]), -1),
  'gather by row': (x, i) => tf.gather(tf.reshape(tf.gather(x, 0, 1), [1, 3]), tf.reshape(i, [1, 3]), 1, -1),
  gatherND: (x, i) => tf.gatherND(x, tf.reshape(i, [3, 1])),
  scatterND: (x, i) => tf.scatterND(tf.reshape(i, [3, 1]), x, [3, 2]),
  'scatterND by a list': (x, i) => tf.scatterND(tf.reshape(i, [3]), x, [3, 2]),
  tensorScatterUpdate: (x, i) => tf.tensorScatterUpdate(tf.zerosLike(x), tf.reshape(i, [3, 1]), x),
  sparseToDense: (x, i) => tf.sparseToDense(tf.reshape(i, [3]), tf.gather(x, 0, 1), [3]),
};
const x = ndarray([1, 2, 3, 4, 5, 6], [3, 2]);

describe.each(Object.entries(uses))('%s', (_name, use) => {
  const jitted = jit(use);
  afterAll(() => jitted.dispose());
  const at = (...indices: number[]): ReturnType<typeof jitted> =>
    jitted(x, ndarray(Int32Array.from(indices), [3]));

  it('takes indices in range, as the eager executor does', async () => {
    const got = await at(2, 0, 1);
    const want = await jit(use, { executor: 'eager' })(x, ndarray(Int32Array.of(2, 0, 1), [3]));
    expect(got).toEqual(want);
  });

  it.each([
    [-1, 0, 1],
    [0, -(2 ** 31), 1],
    [0, 1, 3],
    [2 ** 31 - 1, 1, 2],
  ])('refuses %d, %d, %d, the last row not being reached from the end', async (...indices) => {
    await expect(at(...indices)).rejects.toThrow(ExecutorError);
    await expect(at(...indices)).rejects.toThrow('A negative one is told as 2147483647');
    expect((await at(0, 1, 2)).data.length).toBeGreaterThan(0);
  });

  it('refuses constants out of range when tracing, and says which', async () => {
    for (const index of [-1, 3]) {
      const constant = jit((v: tf.Tensor) => use(v, tf.tensor1d([0, index, 1], 'int32')));
      const failure = await constant(x).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(JitError);
    }
  });
});

it.each<[string, (v: tf.Tensor) => tf.Tensor]>([
  ['bincount', (x: tf.Tensor) => tf.bincount(tf.reshape<tf.Rank.R1>(x, [6]), [], 4)],
  ['denseBincount', (x: tf.Tensor) => tf.denseBincount(x as tf.Tensor2D, tf.tensor2d([], [0, 0]), 4)],
])('%s leaves out what is too large, and refuses what is negative', async (_name, count) => {
  const jitted = jit(count);
  const given = (last: number): ReturnType<typeof jitted> =>
    jitted(ndarray(Int32Array.of(0, 3, 4, 3, 2 ** 31 - 1, last), [3, 2]));
  const { data } = await given(1);
  expect(Array.from(data).reduce((sum, value) => sum + value, 0)).toBe(4);
  for (const negative of [-1, -4, -5, -(2 ** 31)])
    await expect(given(negative)).rejects.toThrow(ExecutorError);
  await jitted.dispose();
});

it('a segment id is asked for every row', async () => {
  const sum = jit((v: tf.Tensor) => tf.unsortedSegmentSum(v, tf.tensor1d([0, 1], 'int32'), 2));
  await expect(sum(x)).rejects.toThrow('a segment id for every row (expected 3, got 2)');
});

it('what cannot be negative is not guarded', () => {
  const g = new GraphBuilder();
  const shape = [4, 3];
  const numbers = g.input({ dtype: 'float32', shape });
  const found = g.emit('ArgMax', [numbers], { axis: attribute.int(1), keepdims: attribute.int(0) });
  const safe = [
    g.cast(found, 'int32'),
    g.cast(g.emit('Less', [numbers, g.float(0)]), 'int32'),
    g.constant('int32', Int32Array.of(2, 0), [2]),
  ];
  for (const indices of safe) expect(checkedIndices(g, indices, [3], 'gather')).toBe(indices);
  const given = g.input({ dtype: 'int32', shape });
  expect(checkedIndices(g, given, [3], 'gather')).not.toBe(given);
});

it('a constant index out of range is named with its range', async () => {
  await expect(jit((v: tf.Tensor) => tf.gather(v, [0, -2]))(x)).rejects.toThrow(
    'jit: an index of GatherV2 is in range (expected 0 to 2, got -2). Correct the indices.',
  );
});
