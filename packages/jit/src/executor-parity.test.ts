import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

import { epoch, initialState, trainingData } from './testing/lsq-training.ts';
import { jit, type Executor } from './jit.ts';
import type { NDArray } from './arrays/ndarray.ts';
import { randomStream } from './random-stream.ts';
import { scan } from './scan.ts';
import { tree } from './tree/tree.ts';
import type { ArrayTree } from './tree/types.ts';
import { valueAndGrad } from './value-and-grad.ts';

/** Runs on both executors and returns the largest absolute difference over all leaves. */
async function difference(run: (executor: Executor) => Promise<ArrayTree>): Promise<number> {
  const [a, b] = [tree.flatten(await run('onnx')), tree.flatten(await run('eager'))];
  expect(a.paths).toEqual(b.paths);
  return Math.max(
    ...a.leaves.map((leaf, i) => {
      expect(leaf.shape).toEqual(b.leaves[i]!.shape);
      return Math.max(
        ...Array.from(leaf.data, (value: number, j) => Math.abs(value - b.leaves[i]!.data[j]!)),
      );
    }),
  );
}

it.each([true, false])('ten steps of Adam on a perceptron agree (LSQ weights: %s)', async (quantized) => {
  const { data, labels, batches } = trainingData(2, 600, 10);
  const worst = await difference(async (executor) => {
    const run = jit(epoch(quantized), { executor });
    const result = await run(initialState(2), data, labels, batches);
    await run.dispose();
    return result;
  });
  // A weight close to a rounding boundary may fall on either side; then its step differs by one learning rate.
  expect(worst).toBeLessThan(quantized ? 5e-3 : 2e-5);
});

/** Euclidean projection of each row onto the simplex by sorting (Duchi et al. 2008, Figure 1). */
function projectOntoSimplex(rows: tf.Tensor2D): tf.Tensor2D {
  const width = rows.shape[1];
  const sorted = tf.topk(rows, width).values;
  const sums = tf.sub(tf.cumsum(sorted, 1), 1);
  const ranks = tf.range(1, width + 1);
  const support = tf.greater(tf.mul(sorted, ranks), sums);
  const size = tf.sum(tf.cast(support, 'int32'), 1, true);
  const threshold = tf.div(
    tf.sum(tf.mul(sums, tf.oneHot(tf.sub(tf.squeeze(size, [1]), tf.scalar(1, 'int32')), width)), 1, true),
    size,
  );
  return tf.relu<tf.Tensor2D>(tf.sub<tf.Tensor2D>(rows, threshold));
}

it('projected descent with sorting, masks, one-hot groups and gathers agrees', async () => {
  const stream = randomStream(5);
  const [x, w] = [stream.normal([40, 6]), stream.normal([6, 2])];
  const descend = (
    start: tf.Tensor2D,
    weights: tf.Tensor2D,
  ): { point: tf.Tensor; hard: tf.Tensor; best: tf.Tensor; losses: tf.Tensor } => {
    const objective = (d: tf.Tensor2D): tf.Scalar =>
      tf.mean<tf.Scalar>(tf.neg(tf.slice(tf.logSoftmax(tf.matMul(d, weights)), [0, 1], [-1, 1])));
    const [point, losses] = scan(
      (delta: tf.Tensor2D) => {
        const { value, gradients } = valueAndGrad(objective)(delta);
        return [projectOntoSimplex(tf.sub(delta, tf.mul(gradients, 20))), value];
      },
      projectOntoSimplex(start),
      null,
      { length: 8 },
    );
    const chosen = tf.argMax(point, 1);
    const hard = tf.where(tf.greater(tf.max(point, 1, true), 0.5), tf.oneHot(chosen, 6), tf.zerosLike(point));
    return { point, hard, best: tf.gather(weights, chosen), losses };
  };
  const worst = await difference(async (executor) => jit(descend, { executor })(x, w));
  expect(worst).toBeLessThan(1e-5);
});

it('the same seed and executor give the same bits', async () => {
  const { data, labels, batches } = trainingData(2, 600, 5);
  const once = async (): Promise<NDArray[]> => {
    const run = jit(epoch(true), { executor: 'onnx' });
    const result = await run(initialState(2), data, labels, batches);
    await run.dispose();
    return tree.leaves(result);
  };
  expect(await once()).toEqual(await once());
});
