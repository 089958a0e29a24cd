import { randomStream } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { decode } from '../building-blocks/decode.ts';
import { runGradients } from '../testing/run-fake-quantize.ts';
import { lsqPlus } from './lsq-plus.ts';

const vector = (...values: number[]) => ({ data: Float32Array.from(values), shape: [values.length] });
const scalar = (value: number) => ({ data: Float32Array.of(value), shape: [] });
const at = (step: number, offset: number) => ({ step: scalar(step), offset: scalar(offset) });

describe('lsq-plus', () => {
  it('codes and values worked by hand', () => {
    // Steps of 1/2 from an offset of -1: zero has code 2, the range ends at 1/2.
    const encoded = lsqPlus.encode(vector(-9, -1, -0.25, 0, 0.3, 0.5, 2), at(0.5, -1), 2);
    expect([...encoded.codes]).toEqual([0, 0, 2, 2, 3, 3, 3]);
    expect([...decode(encoded).data]).toEqual([-1, -1, 0, 0, 0.5, 0.5, 0.5]);
    expect([...encoded.zeroPoint]).toEqual([2]);
  });

  it('an offset between two steps is rounded, and one off the grid stays on it', () => {
    const zeroPoint = (offset: number) => lsqPlus.encode(vector(1), at(0.5, offset), 2).zeroPoint[0];
    expect([-0.8, -0.7, 3, -9].map(zeroPoint)).toEqual([2, 1, 0, 3]);
  });

  it('the gradients are those of equations 3 to 5, scaled by 1/sqrt(n Q_P)', async () => {
    // v = -3 (below 0 - z), -0.3, 0.6, 4 (above 3 - z), with z = 2
    const gradients = await runGradients(
      lsqPlus,
      { x: vector(-1.5, -0.15, 0.3, 2), parameters: at(0.5, -1), bits: 2 },
      vector(1, 2, 4, 8),
      'eager',
    );
    const factor = 1 / Math.sqrt(4 * 3);
    expect([...gradients.x.data]).toEqual([0, 2, 4, 0]);
    expect(gradients.parameters['step']!.data[0]).toBeCloseTo((0 + 2 * 0.3 + 4 * 0.4 + 8 * 3) * factor, 5);
    expect(gradients.parameters['offset']!.data[0]).toBeCloseTo((1 + 8) * factor, 5);
  });

  it('every gradient is that of a surrogate whose rounding is a constant, by finite differences', async () => {
    const [bits, s, offset, h] = [3, 0.37, -0.8, 1e-5];
    const high = 2 ** bits - 1;
    const x = randomStream(0, 'surrogate').normal([24]);
    const upstream = randomStream(1, 'surrogate').normal([24]);
    // In the paper's form the offset is added after the steps. What stands there at first is the rounded one, a whole zero
    // point times the step; what it moves by is what the offset moves by.
    const start = -Math.round(-offset / s) * s;
    const clip = (value: number) => Math.min(Math.max(value, 0), high);
    const added = Array.from(x.data, (value) => {
      const place = clip((value - start) / s);
      return Math.round(place) - place;
    });
    const loss = (values: readonly number[], step: number, beta: number) =>
      values.reduce(
        (sum, value, at) =>
          sum + upstream.data[at]! * (step * (clip((value - beta) / step) + added[at]!) + beta),
        0,
      );
    const slope = (of: (by: number) => number) => (of(h) - of(-h)) / (2 * h);
    const values = [...x.data];
    const { x: dx, parameters } = await runGradients(
      lsqPlus,
      { x, parameters: at(s, offset), bits },
      upstream,
      'eager',
    );
    const factor = 1 / Math.sqrt(24 * high);
    const toOffset = slope((by) => loss(values, s, start + by));
    expect(parameters['offset']!.data[0]).toBeCloseTo(factor * toOffset, 4);
    const toStep = slope((by) => loss(values, s + by, start));
    expect(parameters['step']!.data[0]).toBeCloseTo(factor * toStep, 4);
    dx.data.forEach((gradient, place) => {
      const moved = (by: number) => values.map((value, other) => (other === place ? value + by : value));
      expect(gradient).toBeCloseTo(
        slope((by) => loss(moved(by), s, start)),
        4,
      );
    });
  });

  it('starts at three deviations within what occurs, a channel at a time', () => {
    const { data } = randomStream(3).normal([4000]);
    const shifted = { data: Float32Array.from(data, (value) => value + 1), shape: [4000] };
    const { step, offset } = lsqPlus.init(shifted, 4);
    expect(offset.data[0]).toBeCloseTo(-2, 0);
    expect(offset.data[0]! + 15 * step.data[0]!).toBeCloseTo(4, 0);
    const { step: steps } = lsqPlus.init({ data: Float32Array.of(1, 30, -2, -30), shape: [2, 2] }, 2, {
      axis: -1,
    });
    expect([...steps.data]).toEqual([1, 20]);
  });

  it('holds a lopsided channel with less error than a range about zero', () => {
    const lopsided = vector(...Array.from({ length: 50 }, (_, index) => index / 50 - 0.1));
    const fit = lsqPlus.initLeastSquares!(lopsided, 3);
    const { data } = decode(lsqPlus.encode(lopsided, fit, 3));
    // Eight levels over a range of one: a step of 1/7, or of 1/3.5 where half of them lie below zero.
    const worst = Math.max(...Array.from(data, (value, index) => Math.abs(value - lopsided.data[index]!)));
    expect(worst).toBeLessThan(0.5 / 3.5 - 0.05);
  });

  it('refuses a step without its own offset', () => {
    const parameters = { step: scalar(1), offset: { data: Float32Array.of(1, 2), shape: [2] } };
    expect(() => lsqPlus.encode(vector(1, 2), parameters, 4)).toThrow(/each step has its offset/);
  });
});
