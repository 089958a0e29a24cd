import { jit, ndarray, randomStream, ravel, scan, valueAndGrad, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';

import { RecourseError } from '../recourse-error.ts';
import { vaeLoss } from './traced-vae.ts';
import type { Vae, VaeColumns, VaeParameters, VaeSettings } from './vae.ts';

/** Updates of one native call. */
const together = 50;

/** What training carries from update to update. */
type Carry = {
  readonly vector: tf.Tensor;
  readonly first: tf.Tensor;
  readonly second: tf.Tensor;
  readonly count: tf.Tensor;
};

/** What an autoencoder is trained on. */
export interface VaeTraining {
  /** `[n, d]`, float32, encoded. */
  readonly rows: NDArray;
  readonly columns: VaeColumns;
  readonly settings: VaeSettings;
  /** Any finite number; the same gives the same bits. */
  readonly seed: number;
}

/**
 * Trains a variational autoencoder of tabular rows (Kingma and Welling 2014; with given columns a conditional one: Sohn, Lee
 * and Yan 2015): one hidden layer each way, Adam (Kingma and Ba 2015), fifty updates a native call.
 *
 * @throws RecourseError when there are fewer than two rows a column: what is learned of so few is those rows themselves.
 */
export async function trainVae({ rows, columns, settings, seed }: VaeTraining): Promise<Vae> {
  const [count = 0, width = 0] = rows.shape;
  const { latent, batch, updates, learningRate, divergence } = settings;
  if (count < 2 * width) {
    throw new RecourseError(
      `trainVae: there are enough rows to learn from (expected at least ${2 * width} of ${width} columns, got ${count}). ` +
        'Pass more of the training rows, or use a method that learns nothing.',
    );
  }
  const update = (carry: Carry, vector: tf.Tensor, gradient: tf.Tensor): Carry => {
    const step = tf.add(carry.count, 1);
    const first = tf.add(tf.mul(carry.first, 0.9), tf.mul(gradient, 0.1));
    const second = tf.add(tf.mul(carry.second, 0.999), tf.mul(tf.square(gradient), 0.001));
    const mean = tf.div(first, tf.sub(1, tf.pow(0.9, step)));
    const size = tf.sqrt(tf.div(second, tf.sub(1, tf.pow(0.999, step))));
    const next = tf.sub(vector, tf.mul(tf.div(mean, tf.add(size, 1e-8)), learningRate));
    return { vector: next, first, second, count: step };
  };
  const run = jit(
    (
      start: VaeParameters<tf.Tensor>,
      moments: { readonly first: tf.Tensor; readonly second: tf.Tensor; readonly count: tf.Tensor },
      steps: { readonly rows: tf.Tensor; readonly noise: tf.Tensor },
      x: tf.Tensor,
    ) => {
      const { vector, unravel } = ravel(start);
      const slopeOf = valueAndGrad((at: tf.Tensor, batchRows: tf.Tensor, noise: tf.Tensor) =>
        vaeLoss(
          unravel(at as tf.Tensor1D),
          columns,
          tf.gather(x, batchRows as tf.Tensor1D) as tf.Tensor2D,
          noise as tf.Tensor2D,
          divergence,
        ),
      );
      const [last, losses] = scan(
        (carry: Carry, step: { readonly rows: tf.Tensor; readonly noise: tf.Tensor }) => {
          const { value, gradients } = slopeOf(carry.vector, step.rows, step.noise);
          return [update(carry, carry.vector, gradients), value] as const;
        },
        { vector, ...moments } as Carry,
        steps,
      );
      const { first, second, count: done } = last;
      return {
        parameters: unravel(last.vector as tf.Tensor1D),
        moments: { first, second, count: done },
        losses,
      };
    },
    { name: 'latent space' },
  );
  try {
    let parameters = startingParameters(columns, settings, seed);
    const size = Object.values(parameters).reduce((sum, { data }) => sum + data.length, 0);
    let moments = {
      first: ndarray(new Float32Array(size), [size]),
      second: ndarray(new Float32Array(size), [size]),
      count: ndarray([0], []),
    };
    const losses: number[] = [];
    for (let from = 0; from < updates; from += together) {
      const stream = randomStream(seed, 'latent space', from);
      const drawn = Int32Array.from({ length: together * batch }, () => stream.integer(count));
      const steps = {
        rows: ndarray(drawn, [together, batch]),
        noise: stream.normal([together, batch, latent]),
      };
      const out = await run(parameters, moments, steps, rows);
      parameters = out.parameters;
      moments = out.moments;
      losses.push(...(out.losses.data as Float32Array));
    }
    return { columns, latent, parameters, losses: Float32Array.from(losses) };
  } finally {
    await run.dispose();
  }
}

/** Weights of variance 2 over the inputs (He et al. 2015), biases 0. */
function startingParameters(
  { width, given }: VaeColumns,
  { latent, hidden }: VaeSettings,
  seed: number,
): VaeParameters<NDArray> {
  const weights = (name: string, inputs: number, outputs: number, gain = 2): NDArray => {
    const { data, shape } = randomStream(seed, 'latent weights', name).normal([inputs, outputs]);
    return { data: (data as Float32Array).map((value) => value * Math.sqrt(gain / inputs)), shape };
  };
  const zeros = (size: number) => ndarray(new Float32Array(size), [size]);
  return {
    ...{ into: weights('into', width, hidden), intoBias: zeros(hidden) },
    ...{ mean: weights('mean', hidden, latent, 1), meanBias: zeros(latent) },
    ...{ spread: weights('spread', hidden, latent, 0.01), spreadBias: zeros(latent) },
    ...{ back: weights('back', latent + given.length, hidden), backBias: zeros(hidden) },
    ...{ out: weights('out', hidden, width, 1), outBias: zeros(width) },
  };
}
