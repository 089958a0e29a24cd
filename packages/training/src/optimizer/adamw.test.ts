import { jit, ndarray, scalar, type NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { adamwInit, adamwUpdate, type AdamWState } from './adamw.ts';

type Tree<Leaf> = { readonly matrix: Leaf; readonly vector: Leaf };

/** AdamW by hand in float64, one number at a time (Loshchilov & Hutter 2019, Algorithm 2). */
function byHand(start: number, gradients: number[], rate: number, decay: number): number {
  let p = start;
  let m = 0;
  let v = 0;
  gradients.forEach((g, index) => {
    const t = index + 1;
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    const mHat = m / (1 - 0.9 ** t);
    const vHat = v / (1 - 0.999 ** t);
    p -= rate * (mHat / (Math.sqrt(vHat) + 1e-8) + decay * p);
  });
  return p;
}

const step = jit(
  (
    parameters: Tree<tf.Tensor>,
    gradients: Tree<tf.Tensor>,
    state: AdamWState<Tree<tf.Tensor>, tf.Scalar>,
    learningRate: tf.Scalar,
    weightDecay: tf.Scalar,
  ) => adamwUpdate({ parameters, gradients, state, learningRate, weightDecay }),
  { name: 'adamw test' },
);

describe('adamwUpdate', () => {
  it('follows the published algorithm, decaying matrices and not vectors', async () => {
    const gradients = [
      [0.3, -1.2, 0],
      [-0.1, 0.4, 2],
      [0.05, 0.05, -3],
    ];
    let parameters: Tree<NDArray> = {
      matrix: ndarray([0.5, -2, 1], [3, 1]),
      vector: ndarray([0.5, -2, 1], [3]),
    };
    let state = adamwInit(parameters);
    for (const gradient of gradients) {
      const next = await step(
        parameters,
        { matrix: ndarray(gradient, [3, 1]), vector: ndarray(gradient, [3]) },
        state,
        scalar(0.01),
        scalar(0.1),
      );
      ({ parameters, state } = next);
    }
    expect(state.step.data[0]).toBe(3);
    [0.5, -2, 1].forEach((start, i) => {
      const seen = gradients.map((gradient) => gradient[i]!);
      expect(parameters.matrix.data[i]).toBeCloseTo(byHand(start, seen, 0.01, 0.1), 5);
      expect(parameters.vector.data[i]).toBeCloseTo(byHand(start, seen, 0.01, 0), 5);
    });
  });

  it('moves by the learning rate on the first step, whatever the size of the gradient', async () => {
    const parameters = { matrix: ndarray([0, 0], [1, 2]), vector: ndarray([0], [1]) };
    const next = await step(
      parameters,
      { matrix: ndarray([1e-3, -40], [1, 2]), vector: ndarray([0], [1]) },
      adamwInit(parameters),
      scalar(0.25),
      scalar(0),
    );
    expect(next.parameters.matrix.data[0]).toBeCloseTo(-0.25, 4);
    expect(next.parameters.matrix.data[1]).toBeCloseTo(0.25, 5);
    expect(next.parameters.vector.data[0]).toBe(0);
  });
});
