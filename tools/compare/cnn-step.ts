/* Prints the time of one training step of a small convolutional network, compiled here and eager in PyTorch, one thread each, in one run. */
import { parseArgs } from 'node:util';
import { jit, ndarray, randomStream, scan, valueAndGrad } from '@cfq/jit';
import { adamwInit, adamwUpdate } from '@cfq/training';
import * as tf from '@tensorflow/tfjs-core';
import type { NDArray } from '@cfq/jit';
import type { AdamWState } from '@cfq/training';
import { say, sayAgainstPeer, stepTimes } from './step-times.ts';

const { values: flags } = parseArgs({
  options: {
    batch: { type: 'string', default: '64' },
    python: { type: 'string', default: 'python3' },
    repeats: { type: 'string', default: '10' },
    steps: { type: 'string', default: '20' },
  },
});
const [batch, repeats, stepsPerCall] = [Number(flags.batch), Number(flags.repeats), Number(flags.steps)];
const [rows, size, classes] = [512, 28, 10];

/** Filters and biases of two convolutions and a dense layer. */
type Parameters<T> = {
  readonly filters: readonly T[];
  readonly biases: readonly T[];
  readonly dense: T;
  readonly offset: T;
};

const stream = randomStream(0, 'compare');
const draw = (shape: number[], fanIn: number): NDArray => {
  const { data } = stream.normal(shape);
  return ndarray(
    Float32Array.from(data, (value) => value * Math.sqrt(2 / fanIn)),
    shape,
  );
};
const zeros = (shape: number[]): NDArray =>
  ndarray(new Float32Array(shape.reduce((a, b) => a * b, 1)), shape);
const initial: Parameters<NDArray> = {
  filters: [draw([3, 3, 1, 16], 9), draw([3, 3, 16, 32], 144)],
  biases: [zeros([16]), zeros([32])],
  dense: draw([7 * 7 * 32, classes], 7 * 7 * 32),
  offset: zeros([classes]),
};

function loss(parameters: Parameters<tf.Tensor>, images: tf.Tensor4D, labels: tf.Tensor1D): tf.Scalar {
  const features = parameters.filters.reduce<tf.Tensor4D>((x, filter, i) => {
    const convolved = tf.conv2d(x, filter as tf.Tensor4D, 1, 'same');
    return tf.maxPool(tf.relu(tf.add<tf.Tensor4D>(convolved, parameters.biases[i]!)), 2, 2, 'valid');
  }, images);
  const flat = tf.reshape(features, [batch, 7 * 7 * 32]);
  const logits = tf.add(tf.matMul(flat, parameters.dense as tf.Tensor2D), parameters.offset);
  const chosen = tf.sum(tf.mul(tf.oneHot(labels, classes), tf.logSoftmax(logits)), 1);
  return tf.neg(tf.mean<tf.Scalar>(chosen));
}

const differentiate = valueAndGrad(loss);

type State = {
  readonly parameters: Parameters<tf.Tensor>;
  readonly state: AdamWState<Parameters<tf.Tensor>, tf.Scalar>;
};

const run = jit(
  (start: State, picked: tf.Tensor2D, resident: { images: tf.Tensor4D; labels: tf.Tensor1D }) =>
    scan(
      ({ parameters, state }: State, rowsOfStep: tf.Tensor1D) => {
        const images = tf.gather(resident.images, rowsOfStep);
        const { value, gradients } = differentiate(
          parameters,
          images,
          tf.gather(resident.labels, rowsOfStep),
        );
        const [learningRate, weightDecay] = [tf.scalar(1e-3), tf.scalar(0)];
        return [adamwUpdate({ parameters, gradients, state, learningRate, weightDecay }), value] as const;
      },
      start,
      picked,
    ),
  { name: 'cnn-step', threads: 1 },
);

const images = stream.split('images').normal([rows, size, size, 1]);
const labels = ndarray(
  Int32Array.from({ length: rows }, (_, row) => row % classes),
  [rows],
);
const picked = ndarray(
  Int32Array.from({ length: stepsPerCall * batch }, (_, index) => index % rows),
  [stepsPerCall, batch],
);
let carried = { parameters: initial, state: adamwInit(initial) };
let finalLoss = Number.NaN;
const { first, step } = await stepTimes(
  async () => {
    const [end, losses] = await run(carried, picked, { images, labels });
    carried = end;
    finalLoss = losses.data[stepsPerCall - 1]!;
  },
  { repeats, stepsPerCall },
);
await run.dispose();
say(
  `CNN step: 28x28 images, 3x3 convolutions of 16 and 32 channels with bias, ReLU and 2x2 max-pooling, dense 10, batch ${batch}, ` +
    `Adam, one thread, median of ${repeats} x ${stepsPerCall} steps, loss ${finalLoss.toExponential(2)}`,
);
const compilation = (of: keyof typeof first): string => (first[of] - stepsPerCall * step[of]).toFixed(0);
say(
  `first compilation in this process: ${compilation('clock')} ms by the clock, ${compilation('processor')} of processor`,
);
sayAgainstPeer(step, { python: flags.python, script: 'cnn_step.py', arguments: ['--batch', String(batch)] });
