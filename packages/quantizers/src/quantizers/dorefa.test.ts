import { jit, randomStream } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { leastSquaresStart } from '../least-squares-start.ts';
import { decode } from '../building-blocks/decode.ts';
import { tanhFloat32, tanhFloat32Tensor } from '../building-blocks/tanh-float32.ts';
import { runFakeQuantize, runGradients } from '../testing/run-fake-quantize.ts';
import { dorefa } from './dorefa.ts';

const vector = (...values: number[]) => ({ data: Float32Array.from(values), shape: [values.length] });

describe('dorefa', () => {
  it('is the formula of the paper', async () => {
    const x = randomStream(8).normal([300]);
    const largest = Math.max(...Array.from(x.data, (weight) => Math.abs(Math.tanh(weight))));
    for (const bits of [2, 3, 4, 8]) {
      const last = 2 ** bits - 1;
      const { data } = await runFakeQuantize(dorefa, { x, parameters: dorefa.init(x, bits), bits }, 'onnx');
      x.data.forEach((weight, index) => {
        const place = last * (Math.tanh(weight) / (2 * largest) + 0.5);
        if (Math.abs(place - Math.floor(place) - 0.5) < 1e-3) return;
        expect(data[index]).toBeCloseTo((2 * Math.round(place)) / last - 1, 5);
      });
    }
  });

  it('has levels from -1 to 1 and none at 0', () => {
    const x = vector(-3, -0.2, 0, 0.2, 3);
    const encoded = dorefa.encode(x, dorefa.init(x, 2), 2);
    expect([...encoded.codes]).toEqual([0, 1, 2, 2, 3]);
    expect([...encoded.codebook]).toEqual([-3, -1, 1, 3]);
    const third = Math.fround(1 / 3);
    expect([...decode(encoded).data]).toEqual([-1, -third, third, third, 1].map(Math.fround));
  });

  it('lets the gradient through as tanh does, and not beyond the largest weight it knows', async () => {
    const x = vector(0, 0.5, -1, 2);
    const parameters = dorefa.init(vector(-1.5, 1), 4);
    const upstream = vector(1, 2, 3, 4);
    const gradients = await runGradients(dorefa, { x, parameters, bits: 4 }, upstream, 'eager');
    const slope = (weight: number): number => (1 - Math.tanh(weight) ** 2) / Math.tanh(1.5);
    [slope(0), 2 * slope(0.5), 3 * slope(-1), 0].forEach((wanted, index) => {
      expect(gradients.x.data[index]).toBeCloseTo(wanted, 5);
    });
    expect(gradients.parameters['largest']!.data[0]).toBe(0);
  });

  it('refuses what it cannot use', () => {
    expect(() => dorefa.init(vector(1), 4, { axis: 0 })).toThrow(/unknown option "axis"/);
    const largest =
      (...values: number[]) =>
      () =>
        dorefa.encode(vector(1), { largest: vector(...values) }, 4);
    expect(largest(0)).toThrow(/one positive number/);
    expect(largest(1, 2)).toThrow(/expected it to fit \[1\], got \[2\]/);
    expect(() => leastSquaresStart(dorefa, vector(1), 4)).toThrow(/"dorefa" has no start of least squared/);
  });
});

describe('tanhFloat32', () => {
  const x = vector(
    ...Array.from({ length: 4001 }, (_, index) => (index - 2000) / 150),
    1e-30,
    -1e30,
    Infinity,
  );

  it('is tanh to 3e-7', () => {
    x.data.forEach((value) => expect(Math.abs(tanhFloat32(value) - Math.tanh(value))).toBeLessThan(3e-7));
  });

  it.each(['onnx', 'eager'] as const)('is the same bits, traced, on %s', async (executor) => {
    const run = jit((input: tf.Tensor) => tanhFloat32Tensor(input), { executor });
    const { data } = await run(x);
    await run.dispose();
    x.data.forEach((value, index) => expect(data[index]).toBe(tanhFloat32(value)));
  });
});
