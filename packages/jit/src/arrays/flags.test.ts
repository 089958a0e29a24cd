import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { jit } from '../jit.ts';
import { flagsOf } from './flags.ts';
import type { NDArray } from './ndarray.ts';

const bytes = Uint8Array.of(2, 0, 1, 255, 128);

describe('flags', () => {
  it('are 0 and 1, and not copied where they are already', () => {
    expect([...flagsOf(bytes)]).toEqual([1, 0, 1, 1, 1]);
    expect([...flagsOf([0.5, -0, -3, 256])]).toEqual([1, 0, 1, 1]);
    const already = Uint8Array.of(0, 1);
    expect(flagsOf(already)).toBe(already);
  });

  const all = (x: tf.Tensor1D): tf.Tensor[] => [
    tf.logicalNot(x),
    tf.logicalAnd(x, tf.onesLike(x)),
    tf.cast(x, 'float32'),
    tf.cast(x, 'int32'),
    tf.sum(x),
    tf.max(x),
    tf.equal(x, tf.onesLike(x)),
    tf.where(x, tf.scalar(5), tf.scalar(7)),
    tf.clone(x),
  ];
  const numbers = (arrays: readonly NDArray[]): number[][] => arrays.map(({ data }) => [...data]);
  const expected = [
    [0, 1, 0, 0, 0],
    [1, 0, 1, 1, 1],
    [1, 0, 1, 1, 1],
    [1, 0, 1, 1, 1],
    [4],
    [1],
    [1, 0, 1, 1, 1],
    [5, 7, 5, 5, 5],
    [1, 0, 1, 1, 1],
  ];

  it.each(['onnx', 'eager'] as const)(
    'are what a bool argument holds, whatever its bytes (%s)',
    async (executor) => {
      const fn = jit(all, { executor });
      expect(numbers(await fn({ data: bytes, shape: [5] }))).toEqual(expected);
      expect([...bytes]).toEqual([2, 0, 1, 255, 128]);
      await fn.dispose();
    },
  );

  it('are what a bool constant holds', async () => {
    const fn = jit(() => all(tf.tensor1d(bytes, 'bool')));
    expect(numbers(await fn())).toEqual(expected);
    await fn.dispose();
  });
});
