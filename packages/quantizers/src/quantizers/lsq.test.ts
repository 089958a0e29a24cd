import { randomStream } from '@cfq/jit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../building-blocks/decode.ts';
import { QuantizerError } from '../quantizer-error.ts';
import { runGradients } from '../testing/run-fake-quantize.ts';
import { lsqActivation } from './lsq-activation.ts';
import { lsq } from './lsq.ts';

const vector = (...values: number[]) => ({ data: Float32Array.from(values), shape: [values.length] });
const step = (value: number) => ({ step: { data: Float32Array.of(value), shape: [] } });

describe('lsq', () => {
  it('starts at 2 mean|w| / sqrt(Q_P)', () => {
    expect(lsq.init(vector(-1, 2, -3, 6), 4).step.data[0]).toBeCloseTo((2 * 3) / Math.sqrt(7), 6);
    expect(lsq.init(vector(-1, 2, -3, 6), 2).step.data[0]).toBeCloseTo(6, 6);
    expect(lsqActivation.init(vector(0, 4), 8).step.data[0]).toBeCloseTo(4 / Math.sqrt(255), 6);
  });

  it('starts each output channel from its own column', () => {
    const { step: steps } = lsq.init({ data: Float32Array.of(1, 10, -3, 30), shape: [2, 2] }, 4, {
      axis: -1,
    });
    expect(steps.shape).toEqual([1, 2]);
    expect(steps.data[0]).toBeCloseTo(4 / Math.sqrt(7), 6);
    expect(steps.data[1]).toBeCloseTo(40 / Math.sqrt(7), 5);
  });

  it('the gradient of the step is equation 3 of Esser et al., scaled by 1/sqrt(n Q_P)', async () => {
    // v/s = -9 (below), 1.25, -2.75, 20 (above): -8 + (1 - 1.25) + (-3 + 2.75) + 7
    const x = vector(-4.5, 0.625, -1.375, 10);
    const ones = vector(1, 1, 1, 1);
    const { x: dx, parameters } = await runGradients(
      lsq,
      { x, parameters: step(0.5), bits: 4 },
      ones,
      'eager',
    );
    expect([...dx.data]).toEqual([0, 1, 1, 0]);
    expect(parameters['step']!.data[0]).toBeCloseTo((-8 - 0.25 - 0.25 + 7) / Math.sqrt(4 * 7), 6);
  });

  it('every gradient is that of the surrogate, whose rounding is a constant, by finite differences', async () => {
    const [bits, s, h] = [3, 0.37, 1e-5];
    const x = randomStream(0, 'surrogate').normal([24]);
    const upstream = randomStream(1, 'surrogate').normal([24]);
    const clip = (value: number) => Math.min(Math.max(value, -(2 ** (bits - 1))), 2 ** (bits - 1) - 1);
    // What rounding adds, at the step where it is looked at; then the quantizer is a smooth function but at the clip.
    const added = Array.from(x.data, (value) => Math.round(clip(value / s)) - clip(value / s));
    const loss = (values: readonly number[], step: number) =>
      values.reduce(
        (sum, value, at) => sum + upstream.data[at]! * step * (clip(value / step) + added[at]!),
        0,
      );
    const values = [...x.data];
    const slope = (of: (by: number) => number) => (of(h) - of(-h)) / (2 * h);
    const { x: dx, parameters } = await runGradients(
      lsq,
      { x, parameters: step(s), bits },
      upstream,
      'eager',
    );
    const scale = 1 / Math.sqrt(24 * (2 ** (bits - 1) - 1));
    expect(parameters['step']!.data[0]).toBeCloseTo(scale * slope((by) => loss(values, s + by)), 4);
    dx.data.forEach((gradient, at) => {
      const moved = (by: number) => values.map((value, other) => (other === at ? value + by : value));
      expect(gradient).toBeCloseTo(
        slope((by) => loss(moved(by), s)),
        4,
      );
    });
  });

  it('per channel, the scale counts the weights of one channel', async () => {
    const x = { data: Float32Array.of(0.625, 10, 0.625, 10, 0.625, 10), shape: [3, 2] };
    const ones = { data: new Float32Array(6).fill(1), shape: [3, 2] };
    const parameters = { step: { data: Float32Array.of(0.5, 0.5), shape: [1, 2] } };
    const gradients = await runGradients(lsq, { x, parameters, bits: 4 }, ones, 'eager');
    expect(gradients.parameters['step']!.shape).toEqual([1, 2]);
    expect(gradients.parameters['step']!.data[0]).toBeCloseTo((3 * -0.25) / Math.sqrt(3 * 7), 6);
    expect(gradients.parameters['step']!.data[1]).toBeCloseTo((3 * 7) / Math.sqrt(3 * 7), 6);
  });

  it('for activations the scale counts features, not rows', async () => {
    const rows = (n: number) => ({ data: new Float32Array(n * 4).fill(100), shape: [n, 4] });
    const upstream = (n: number) => ({ data: new Float32Array(n * 4).fill(1 / n), shape: [n, 4] });
    for (const n of [1, 8]) {
      const at = { x: rows(n), parameters: step(0.1), bits: 8 };
      const gradients = await runGradients(lsqActivation, at, upstream(n), 'eager');
      expect(gradients.parameters['step']!.data[0]).toBeCloseTo((4 * 255) / Math.sqrt(4 * 255), 4);
    }
  });

  it('a step driven through zero is mirrored, and its gradient leads away from zero', async () => {
    const x = randomStream(3).normal([64]);
    const positive = lsq.encode(x, step(0.3), 4);
    const negative = lsq.encode(x, step(-0.3), 4);
    expect(negative).toEqual(positive);
    const upstream = randomStream(4).normal([64]);
    const up = await runGradients(lsq, { x, parameters: step(0.3), bits: 4 }, upstream, 'eager');
    const down = await runGradients(lsq, { x, parameters: step(-0.3), bits: 4 }, upstream, 'eager');
    expect(down.parameters['step']!.data[0]).toBeCloseTo(-up.parameters['step']!.data[0]!, 5);
    const zero = lsq.encode(x, step(0), 4);
    expect(zero.scale[0]).toBeGreaterThan(0);
    expect(decode(zero).data.every(Number.isFinite)).toBe(true);
  });

  it('the quantization error within the range is at most half a step', () => {
    fc.assert(
      fc.property(
        fc.float32Array({
          noNaN: true,
          noDefaultInfinity: true,
          min: -8,
          max: 7,
          minLength: 1,
          maxLength: 50,
        }),
        fc.integer({ min: 2, max: 8 }),
        (data, bits) => {
          const range = 2 ** (bits - 1);
          const size = Math.fround(8 / range);
          const decoded = decode(lsq.encode({ data, shape: [data.length] }, step(size), bits)).data;
          data.forEach((value, index) => {
            if (value > (range - 1) * size) return;
            expect(Math.abs(decoded[index]! - value)).toBeLessThanOrEqual(size * 0.500001);
          });
        },
      ),
    );
  });

  it('refuses what it cannot use', () => {
    expect(() => lsq.init(vector(1), 9)).toThrow(/whole number in \[2, 8\] \(got 9\)/);
    expect(() => lsq.init(vector(1), 2.5)).toThrow(QuantizerError);
    expect(() => lsq.init(vector(), 4)).toThrow(/empty/);
    expect(() => lsq.init(vector(1, Number.NaN), 4)).toThrow(/finite \(got NaN at flat index 1\)/);
    expect(() => lsq.init(vector(1), 4, { axis: 1 })).toThrow(/axis must be a dimension/);
    expect(() => lsq.init(vector(1), 4, { observer: 'mse' })).toThrow(
      /unknown option "observer" \(expected one of axis\)/,
    );
    const twoSteps = { step: { data: Float32Array.of(1, 2), shape: [2] } };
    expect(() => lsq.encode(vector(1, 2, 3), twoSteps, 4)).toThrow(/expected it to fit \[3\], got \[2\]/);
  });
});
