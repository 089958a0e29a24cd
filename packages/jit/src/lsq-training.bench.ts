import * as tf from '@tensorflow/tfjs-core';
import { bench, describe } from 'vitest';

import { loadCpuBackend, prepareEager } from './eager/prepare-eager.ts';
import { quietly } from './eager/quietly.ts';
import { jit } from './jit.ts';
import { epoch, initialState, trainingData } from './testing/lsq-training.ts';

/** Every case runs this many optimizer steps per iteration: divide the times by it. */
const steps = 10;

const { data, labels, batches } = trainingData(1, 4096, steps);
const state = initialState(1);

describe.each([
  ['full precision', false],
  ['LSQ weights', true],
])(`${steps} steps of Adam, perceptron 108-128-64-2, batch 256, one thread, %s`, (_, quantized) => {
  const compiled = jit(epoch(quantized));
  bench('compiled, one call', async () => {
    await compiled(state, data, labels, batches);
  });

  const single = trainingData(1, 4096, 1);
  const step = jit(epoch(quantized));
  bench('compiled, one call per step', async () => {
    for (let i = 0; i < steps; i++) await step(state, single.data, single.labels, single.batches);
  });

  const eager = jit(epoch(quantized), { executor: 'eager' });
  bench(
    'eager, best available backend',
    async () => {
      await eager(state, data, labels, batches);
    },
    {
      time: 2000,
      setup: async () => {
        await prepareEager();
      },
    },
  );
  bench(
    'eager, cpu backend',
    async () => {
      await eager(state, data, labels, batches);
    },
    {
      iterations: 3,
      warmupIterations: 1,
      time: 0,
      setup: async () => {
        await prepareEager();
        await loadCpuBackend();
        await tf.setBackend('cpu');
        quietly(() => tf.scalar(0).dispose());
      },
      teardown: async () => {
        await tf.setBackend((await prepareEager()).name);
      },
    },
  );
});

describe('compiling the LSQ epoch', () => {
  bench(
    'trace, passes, encoding, session',
    async () => {
      const fresh = jit(epoch(true));
      await fresh(state, data, labels, batches);
      await fresh.dispose();
    },
    { time: 2000 },
  );
});
