import { ndarray, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { marginsAt } from './margins-at.ts';
import type { ModelUnderTest } from './model-under-test.ts';
import { tracedModel } from './traced-model.ts';

const logits = (_: unknown, x: tf.Tensor2D): tf.Tensor2D => tf.mul(x, [[0, 1]]);

/** A model of two columns, and how many rows it was asked about. */
function asked(change: Partial<ModelUnderTest> = {}) {
  const plain = tracedModel({ logits, parameters: {} });
  const calls: number[] = [];
  const model: ModelUnderTest = {
    ...plain,
    margins: (x, context) => {
      calls.push(x.shape[0]!);
      return plain.margins(x, context);
    },
    ...change,
  };
  return { model, calls };
}

const x = ndarray([0, 1, 0, -2, 0, 3], [3, 2]);
const moved = ndarray([0, 1, 0, 5, 0, 3], [3, 2]);
const standing = { x, margins: Float32Array.of(1, -2, 3) };
const at = (model: ModelUnderTest, points: NDArray) => marginsAt(model, points, standing, {});

describe('marginsAt', () => {
  it('asks about those who moved', async () => {
    const { model, calls } = asked();
    expect([...(await at(model, moved))]).toEqual([1, 5, 3]);
    expect([...(await at(model, x))]).toEqual([1, -2, 3]);
    expect(calls).toEqual([1]);
    expect([...standing.margins]).toEqual([1, -2, 3]);
  });

  it('asks about everybody where all moved, or the model answers apart from its function', async () => {
    const { model, calls } = asked();
    await at(model, ndarray([1, 1, 1, 5, 1, 3], [3, 2]));
    const apart = asked({ answersApart: true });
    await at(apart.model, moved);
    expect([calls, apart.calls]).toEqual([[3], [3]]);
  });
});
