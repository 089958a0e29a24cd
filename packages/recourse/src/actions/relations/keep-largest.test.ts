import type * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { jit, ndarray, randomStream } from '@cfq/jit';
import { keepLargest } from './keep-largest.ts';

const [rows, features] = [40, 9];
/** Of few values, so that many are equal. */
const gains = Float32Array.from(randomStream(3).normal([rows, features]).data, (value) => Math.round(value));
/** Which place in the list each feature has. */
const order = [4, 0, 8, 2, 6, 1, 7, 3, 5];

/** By the definition: the largest positive gains, ties to the feature listed first. */
function expectedOf(row: number, sparsity: number): number[] {
  const own = gains.subarray(row * features, (row + 1) * features);
  const kept = Array.from(own.keys())
    .filter((i) => own[i]! > 0)
    .sort((a, b) => own[b]! - own[a]! || order[a]! - order[b]!)
    .slice(0, sparsity);
  return Array.from(own.keys(), (i) => Number(kept.includes(i)));
}

describe('keepLargest', () => {
  it.each(['onnx', 'eager'] as const)(
    'keeps the largest positive gains, ties to the first (%s)',
    async (executor) => {
      for (const sparsity of [0, 1, 3, 8, 9, 12]) {
        const kept = jit(
          (given: tf.Tensor) => keepLargest(given as tf.Tensor2D, order, sparsity) as tf.Tensor,
          { executor },
        );
        const { data } = await kept(ndarray(gains, [rows, features]));
        await kept.dispose();
        const expected = Array.from({ length: rows }, (_, row) => expectedOf(row, sparsity));
        expect([...data]).toEqual(expected.flat());
      }
    },
  );
});
