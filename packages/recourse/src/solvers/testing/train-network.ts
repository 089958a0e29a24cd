import { jit, randomStream, scan, tree, valueAndGrad, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';

import { denseLogits, denseParameters, type DenseParameters } from '../../testing/dense-network.ts';

type Layers = readonly { readonly w: tf.Tensor; readonly b: tf.Tensor }[];

const batch = 256;

/**
 * Trains a small network on rows and labels by momentum descent: enough of a teacher for benchmarks and for looking at
 * solvers on real data, and no more than that.
 */
export async function trainNetwork(
  x: NDArray,
  y: Int32Array,
  hidden: readonly number[],
  steps: number,
  seed: number,
): Promise<DenseParameters> {
  const [rows, width] = x.shape as [number, number];
  const start = denseParameters([width, ...hidden, 2], seed, 0.7);
  const slope = valueAndGrad((layers: Layers, points: tf.Tensor, labels: tf.Tensor): tf.Scalar => {
    const logits = denseLogits(layers, points as tf.Tensor2D);
    const odds = tf.sub(tf.slice(logits, [0, 1], [batch, 1]), tf.slice(logits, [0, 0], [batch, 1]));
    return tf.mean(tf.softplus(tf.mul(odds, tf.sub(1, tf.mul(labels, 2)))));
  });
  const train = jit(
    (layers: Layers, speed: Layers, points: tf.Tensor, labels: tf.Tensor, order: tf.Tensor) => {
      const [[last]] = scan(
        ([now, momentum]: readonly [Layers, Layers], index: tf.Tensor) => {
          const { gradients } = slope(now, tf.gather(points, index), tf.gather(labels, index));
          const next = tree.map((m, g) => tf.add(tf.mul(m, 0.9), g), momentum, gradients);
          return [[tree.map((p, m) => tf.sub(p, tf.mul(m, 0.02)), now, next), next] as const, []];
        },
        [layers, speed] as const,
        order,
      );
      return last;
    },
    { name: 'train network' },
  );
  const stream = randomStream(seed, 'order');
  const order = Int32Array.from({ length: steps * batch }, () => stream.integer(rows));
  const still = start.map(({ w, b }) => ({
    w: { data: new Float32Array(w.data.length), shape: w.shape },
    b: { data: new Float32Array(b.data.length), shape: b.shape },
  }));
  const labels: NDArray = { data: Float32Array.from(y), shape: [rows, 1] };
  const trained = await train(start, still, x, labels, { data: order, shape: [steps, batch] });
  await train.dispose();
  return trained;
}
