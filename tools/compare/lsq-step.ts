/* Prints the median time of one LSQ training step, compiled here and eager in PyTorch, one thread each, in one run. */
import { parseArgs } from 'node:util';
import { jit, ndarray, randomStream, scan, valueAndGrad } from '@cfq/jit';
import { lsq } from '@cfq/quantizers';
import { adamwInit, adamwUpdate, mlp } from '@cfq/training';
import * as tf from '@tensorflow/tfjs-core';
import type { AdamWState, ModelParameters } from '@cfq/training';
import { say, sayAgainstPeer, stepTimes } from './step-times.ts';

const { values: flags } = parseArgs({
  options: {
    'full-precision': { type: 'boolean', default: false },
    python: { type: 'string', default: 'python3' },
    repeats: { type: 'string', default: '20' },
  },
});
const quantized = !flags['full-precision'];
const repeats = Number(flags.repeats);
const widths = { input: 108, hidden: [128, 64], classes: 2 };
const batch = 256;
const bits = 4;
const stepsPerCall = 100;
const rows = 8192;

const stream = randomStream(0, 'compare');
const model = mlp({ inputWidth: widths.input, hidden: widths.hidden, classes: widths.classes });
const weights = model.init(stream.split('weights'));
const steps = Object.fromEntries(
  Object.entries(weights).map(([layer, { weight }]) => [layer, lsq.init(weight, bits).step]),
);
const x = stream.split('x').normal([rows, widths.input]);
const y = ndarray(
  Int32Array.from({ length: rows }, (_, row) =>
    x.data[row * widths.input]! + x.data[row * widths.input + 1]! > 0 ? 1 : 0,
  ),
  [rows],
);
const batches = ndarray(
  Int32Array.from({ length: stepsPerCall * batch }, (_, index) => index % rows),
  [stepsPerCall, batch],
);

const loss = (
  trainable: { weights: ModelParameters<tf.Tensor>; steps: Record<string, tf.Tensor> },
  picked: tf.Tensor,
  resident: { x: tf.Tensor2D; y: tf.Tensor1D },
): tf.Scalar => {
  const weight = (matrix: tf.Tensor2D, layer: string): tf.Tensor2D =>
    lsq.fakeQuantize(matrix, { step: trainable.steps[layer]! }, bits) as tf.Tensor2D;
  const index = picked as tf.Tensor1D;
  const logits = model.apply(
    trainable.weights,
    tf.gather(resident.x, index),
    quantized ? { weight } : undefined,
  );
  const labels = tf.oneHot(tf.gather(resident.y, index), widths.classes);
  return tf.neg<tf.Scalar>(tf.mean<tf.Scalar>(tf.sum(tf.mul(labels, tf.logSoftmax(logits)), 1)));
};
const differentiate = valueAndGrad(loss);

const run = jit(
  (
    start: {
      parameters: Parameters<typeof loss>[0];
      state: AdamWState<Parameters<typeof loss>[0], tf.Scalar>;
    },
    rowsOfSteps: tf.Tensor2D,
    resident: { x: tf.Tensor2D; y: tf.Tensor1D },
  ) => {
    const [end, losses] = scan(
      (carry: typeof start, picked) => {
        const { value, gradients } = differentiate(carry.parameters, picked, resident);
        const { parameters, state } = adamwUpdate({
          parameters: carry.parameters,
          gradients,
          state: carry.state,
          learningRate: tf.scalar(1e-3),
          weightDecay: tf.scalar(0),
        });
        return [{ parameters, state }, value] as const;
      },
      start,
      rowsOfSteps,
    );
    return { end, losses };
  },
  { name: 'lsq-step', threads: 1 },
);

const parameters = { weights, steps };
let carried = { parameters, state: adamwInit(parameters) };
let finalLoss = Number.NaN;
const { first, step } = await stepTimes(
  async () => {
    const { end, losses } = await run(carried, batches, { x, y });
    carried = end;
    finalLoss = losses.data[stepsPerCall - 1]!;
  },
  { repeats, stepsPerCall },
);
await run.dispose();

const what = quantized ? 'LSQ step, 4 bits' : 'full-precision step';
say(
  `${what}: MLP 108-128-64-2, batch ${batch}, Adam, one thread, median of ${repeats} x ${stepsPerCall} steps, ` +
    `loss ${finalLoss.toExponential(2)}`,
);
const compilation = (of: keyof typeof first): string => (first[of] - stepsPerCall * step[of]).toFixed(0);
say(
  `first compilation in this process: ${compilation('clock')} ms by the clock, ${compilation('processor')} of processor`,
);
sayAgainstPeer(step, {
  python: flags.python,
  script: 'lsq_step.py',
  arguments: quantized ? [] : ['--full-precision'],
});
