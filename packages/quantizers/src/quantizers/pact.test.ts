import { describe, expect, it } from 'vitest';
import { jit, randomStream, valueAndGrad } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { pactPenalty } from '../building-blocks/pact-penalty.ts';
import { runFakeQuantize, runGradients } from '../testing/run-fake-quantize.ts';
import { pact } from './pact.ts';

const clipOf = (value: number) => ({ clip: { data: Float32Array.of(value), shape: [] } });

describe('pact', () => {
  it('equals the closed form of Choi et al. to float32 precision', async () => {
    const x = { data: Float32Array.from(randomStream(5).normal([400]).data, (v) => 2 * v), shape: [400] };
    for (const bits of [2, 3, 4, 8]) {
      const clip = 1.7;
      const levels = 2 ** bits - 1;
      const { data } = await runFakeQuantize(pact, { x, parameters: clipOf(clip), bits }, 'onnx');
      x.data.forEach((value, index) => {
        const y = 0.5 * (Math.abs(value) - Math.abs(value - clip) + clip);
        const position = (y * levels) / clip;
        if (Math.abs(position - Math.floor(position) - 0.5) < 1e-4) return;
        expect(data[index]).toBeCloseTo((Math.round(position) * clip) / levels, 5);
      });
    }
  });

  it('the gradients are those of the paper: 1 to the clip where it is reached, 1 to the input below', async () => {
    const x = { data: Float32Array.of(-1, 0, 0.3, 1.9, 2, 2.5), shape: [6] };
    const upstream = { data: Float32Array.of(1, 2, 4, 8, 16, 32), shape: [6] };
    const gradients = await runGradients(pact, { x, parameters: clipOf(2), bits: 2 }, upstream, 'eager');
    expect([...gradients.x.data]).toEqual([0, 2, 4, 8, 0, 0]);
    expect([...gradients.parameters['clip']!.data]).toEqual([48]);
  });

  it('starts at the largest activation, or where told', () => {
    const x = { data: Float32Array.of(-5, 1, 3), shape: [3] };
    expect(pact.init(x, 4).clip.data[0]).toBe(3);
    expect(pact.init(x, 4, { clip: 10 }).clip.data[0]).toBe(10);
    expect(pact.init({ data: new Float32Array(2), shape: [2] }, 4).clip.data[0]).toBe(1);
    expect(() => pact.init(x, 4, { clip: 0 })).toThrow(/positive and finite/);
    expect(() => pact.init(x, 4, { axis: 0 })).toThrow(/unknown option "axis"/);
  });

  it('the penalty is the sum of squares and pulls the clip down', async () => {
    const gradient = valueAndGrad((clip: tf.Tensor) => pactPenalty(clip));
    const run = jit((clip: tf.Tensor): [tf.Tensor, tf.Tensor] => {
      const { value, gradients } = gradient(clip);
      return [value, gradients];
    });
    const [value, gradients] = await run({ data: Float32Array.of(3, -2), shape: [2] });
    expect([...value.data]).toEqual([13]);
    expect([...gradients.data]).toEqual([6, -4]);
    await run.dispose();
  });
});
