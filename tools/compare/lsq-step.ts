/* Prints the median time of one LSQ training step, compiled here and eager in PyTorch, one thread each, in one run. */
import { parseArgs } from 'node:util';
import { ndarray, randomStream, scalar } from '@cfq/jit';
import { lsq } from '@cfq/quantizers';
import { adamwInit, compileEpoch, mlp } from '@cfq/training';
import * as tf from '@tensorflow/tfjs-core';
import type { ModelParameters } from '@cfq/training';
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

type Trainable = { weights: ModelParameters<tf.Tensor>; steps: Record<string, tf.Tensor> };
type Resident = { x: tf.Tensor; y: tf.Tensor };

const loss = (trainable: Trainable, picked: tf.Tensor, resident: Resident) => {
  const weight = (matrix: tf.Tensor2D, layer: string): tf.Tensor2D =>
    lsq.fakeQuantize(matrix, { step: trainable.steps[layer]! }, bits) as tf.Tensor2D;
  const index = picked as tf.Tensor1D;
  const logits = model.apply(
    trainable.weights,
    tf.gather(resident.x as tf.Tensor2D, index),
    quantized ? { weight } : undefined,
  );
  const labels = tf.oneHot(tf.gather(resident.y as tf.Tensor1D, index), widths.classes);
  const mean = tf.mean<tf.Scalar>(tf.sum(tf.mul(labels, tf.logSoftmax(logits)), 1));
  return [tf.neg<tf.Scalar>(mean), {}] as const;
};
const run = compileEpoch(loss, { name: 'lsq-step' });

const parameters = { weights, steps };
let carried = { trainable: parameters, optimizer: adamwInit(parameters) };
const perStep = {
  learningRate: ndarray(new Float32Array(stepsPerCall).fill(1e-3), [stepsPerCall]),
  batch: batches,
};
const constants = { weightDecay: scalar(0), fixed: { x, y } };
let finalLoss = Number.NaN;
const { first, step } = await stepTimes(
  async () => {
    const { state, records } = await run(carried, perStep, constants);
    carried = state;
    finalLoss = records['loss']!.data[stepsPerCall - 1]!;
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
