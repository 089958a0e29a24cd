/* Prints the median time of one LSQ training step, compiled here and eager in PyTorch, one thread each, in one run. */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { executorInUse, jit, ndarray, randomStream, scan, valueAndGrad } from '@cfq/jit';
import { lsq } from '@cfq/quantizers';
import { adamwInit, adamwUpdate, mlp } from '@cfq/training';
import * as tf from '@tensorflow/tfjs-core';
import type { AdamWState, ModelParameters } from '@cfq/training';

const { values: flags } = parseArgs({
  options: {
    'full-precision': { type: 'boolean', default: false },
    python: { type: 'string', default: 'python3' },
    repeats: { type: 'string', default: '20' },
  },
});
const quantized = !flags['full-precision'];
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
const compileStarted = performance.now();
let finalLoss = Number.NaN;
const milliseconds: number[] = [];
let compileMilliseconds = 0;
for (let repeat = 0; repeat <= Number(flags.repeats); repeat += 1) {
  const started = performance.now();
  const { end, losses } = await run(carried, batches, { x, y });
  const elapsed = performance.now() - started;
  if (repeat === 0) compileMilliseconds = performance.now() - compileStarted;
  else milliseconds.push(elapsed / stepsPerCall);
  carried = end;
  finalLoss = losses.data[stepsPerCall - 1]!;
}
await run.dispose();
const median = milliseconds.sort((a, b) => a - b)[Math.floor(milliseconds.length / 2)]!;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const what = quantized ? 'LSQ step, 4 bits' : 'full-precision step';
say(
  `${what}: MLP 108-128-64-2, batch ${batch}, Adam, one thread, median of ${milliseconds.length} x ${stepsPerCall} steps`,
);
say(
  `cfq      ${median.toFixed(3)} ms/step   (loss ${finalLoss.toExponential(2)}; first call with compilation ${compileMilliseconds.toFixed(0)} ms; ${executorInUse()})`,
);

const script = fileURLToPath(new URL('lsq_step.py', import.meta.url));
const python = spawnSync(flags.python, [script, ...(quantized ? [] : ['--full-precision'])], {
  encoding: 'utf8',
});
const peer =
  python.status === 0
    ? (JSON.parse(python.stdout) as {
        available: boolean;
        version: string;
        medianMilliseconds: number;
        steps: number;
      })
    : { available: false as const };
if (peer.available) {
  say(
    `pytorch  ${peer.medianMilliseconds.toFixed(3)} ms/step   (eager ${peer.version}, median of ${peer.steps} steps)`,
  );
  say(`ratio    ${(peer.medianMilliseconds / median).toFixed(2)}x`);
} else {
  say(`pytorch  skipped: ${flags.python} cannot import torch; point --python at an interpreter that can`);
}
