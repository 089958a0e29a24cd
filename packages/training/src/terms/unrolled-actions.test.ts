import { jit, ndarray, valueAndGrad } from '@cfq/jit';
import { cost } from '@cfq/recourse';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { crossEntropy } from '../optimizer/cross-entropy.ts';
import {
  array,
  costSpec,
  net,
  people,
  price,
  rules,
  smooth,
  tensors,
  width,
  type Leaves,
} from '../test-help/recourse-by-hand.ts';
import { unrolledActions } from './unrolled-actions.ts';

describe('unrolledActions', () => {
  it('keeps what may not change, the bounds and the directions, and a long way it goes to the bounds', async () => {
    const run = jit(
      (leaves: Leaves, x: tf.Tensor2D) =>
        unrolledActions({
          logits: smooth(leaves, 'tanh'),
          people: x,
          target: 1,
          actionSet: rules,
          steps: 3,
          stepSize: 40,
        }),
      { name: 'unrolled actions test' },
    );
    const { data } = await run(tensors(net(1)), array(people));
    await run.dispose();
    const reached: boolean[] = [];
    people.forEach((x, row) => {
      const delta = Array.from(data.subarray(width * row, width * (row + 1)));
      expect(delta[2]).toBe(0);
      expect(delta[1]).toBeGreaterThanOrEqual(0);
      delta.forEach((value, i) => {
        const end = x[i]! + value;
        expect(end).toBeGreaterThanOrEqual((i < 3 ? -2 : 0) - 1e-6);
        expect(end).toBeLessThanOrEqual((i < 3 ? 2 : 1) + 1e-6);
        reached.push(Math.abs(Math.abs(end) - 2) < 1e-6);
      });
    });
    expect(reached).toContain(true);
  });

  it('prices a category by the mass that enters it, which is the cost of an action that flips it', () => {
    const flip = [0.5, 0, 0, -1, 1];
    expect(price(flip)).toBeCloseTo(cost(ndarray(flip, [1, 5]), rules, costSpec)[0]!, 6);
  });
});

describe('second derivatives', () => {
  it('of the cross-entropy: p (1 − p) on the diagonal, −p (1 − p) off it', async () => {
    const run = jit((logits: tf.Tensor2D) => {
      const slope = (g: tf.Tensor2D): tf.Tensor2D =>
        valueAndGrad((z: tf.Tensor2D) => crossEntropy(z, tf.tensor1d([1], 'int32')))(g).gradients;
      return valueAndGrad((g: tf.Tensor2D) => tf.sum<tf.Scalar>(tf.slice(slope(g), [0, 0], [1, 1])))(logits)
        .gradients;
    });
    const { data } = await run(ndarray([0.3, -0.9], [1, 2]));
    await run.dispose();
    const p = 1 / (1 + Math.exp(-0.9 - 0.3));
    expect(data[0]).toBeCloseTo(p * (1 - p), 6);
    expect(data[1]).toBeCloseTo(-p * (1 - p), 6);
  });
});
