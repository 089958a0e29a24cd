import { jit, ndarray, randomStream, type NDArray } from '@cfq/jit';
import { lsq, uniformAffine } from '@cfq/quantizers';
import type * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { inverseRectifiedSigmoid, rectifiedSigmoid } from './rectified-sigmoid.ts';
import { roundingPenalty } from './rounding-penalty.ts';
import { roundingSharpness, roundingWeight } from '../../stages/round/rounding-schedule.ts';
import type { GridOfWeight } from './even-grid.ts';
import { hardRounded, initialRounding } from './roundings.ts';
import { softRounded } from './soft-rounded.ts';

const bits = 3;
const [low, high] = [-4, 3];
const shape = [6, 5] as const;

/** A matrix some of whose weights lie beyond the grid, on the grid, and between. */
function grid(seed: number, perChannel: boolean): { weight: NDArray; grid: GridOfWeight; step: number[] } {
  const weight = randomStream(seed).normal(shape);
  const learned = lsq.init(weight, bits, { axis: perChannel ? 1 : null });
  weight.data[0] = 2 * learned.step.data[0]!;
  const step = Array.from({ length: 30 }, (_, index) => learned.step.data[perChannel ? index % 5 : 0]!);
  return { weight, grid: { quantizer: lsq, learned, bits }, step };
}

const soft = jit(
  (weight: tf.Tensor2D, learned: { scale: tf.Tensor; zeroPoint: tf.Tensor; rounding: tf.Tensor }) =>
    softRounded(weight, learned, { quantizer: lsq, bits }),
  { name: 'soft rounding test' },
);
const penalty = jit(
  (v: tf.Tensor, sharpness: tf.Tensor) => ({
    h: rectifiedSigmoid(v),
    value: roundingPenalty([v, v], sharpness),
  }),
  { name: 'rounding penalty test' },
);
afterAll(() => Promise.all([soft.dispose(), penalty.dispose()]));

describe('roundings', () => {
  for (const perChannel of [false, true]) {
    it(`start where the weights are, ${perChannel ? 'a step a channel' : 'one step'}`, async () => {
      const { weight, grid: on, step } = grid(1, perChannel);
      const { scale, zeroPoint, rounding } = initialRounding(weight, on);
      const { data } = await soft(weight, { scale: scale!, zeroPoint: zeroPoint!, rounding: rounding! });
      data.forEach((value, index) => {
        const s = step[index]!;
        expect(value).toBeCloseTo(Math.min(Math.max(weight.data[index]!, low * s), high * s), 5);
      });
    });

    it(`are hard at one of the two codes around the weight, ${perChannel ? 'a step a channel' : 'one step'}`, () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 200 }), (seed) => {
          const { weight, grid: on, step } = grid(seed, perChannel);
          const leaning = randomStream(seed, 'leaning').normal(shape);
          const { data } = hardRounded(weight, on, leaning);
          data.forEach((value, index) => {
            const ratio = Math.fround(weight.data[index]! / Math.fround(step[index]!));
            const code = Math.round(value / step[index]!);
            const wanted = leaning.data[index]! >= 0 ? Math.floor(ratio) + 1 : Math.floor(ratio);
            expect(code).toBe(Math.min(Math.max(wanted, low), high));
          });
        }),
      );
    });
  }

  it('become the very codes of a quantizer that rounds to nearest', () => {
    const { weight, grid: on } = grid(3, true);
    const hard = hardRounded(weight, on, randomStream(4).normal(shape));
    const { codes, scale } = on.quantizer.encode(hard, on.learned, bits);
    hard.data.forEach((value, index) => expect(value).toBe(Math.fround(codes[index]! * scale[index % 5]!)));
  });

  it('stay on a grid with a zero point', () => {
    const weight = ndarray(
      Float32Array.from(randomStream(6).uniform(shape).data, (value) => value + 0.5),
      shape,
    );
    const on = { quantizer: uniformAffine, learned: uniformAffine.init(weight, bits), bits };
    const leaning = randomStream(7, 'leaning').normal(shape);
    const hard = hardRounded(weight, on, leaning);
    const { codes, scale, zeroPoint } = uniformAffine.encode(hard, on.learned, bits);
    hard.data.forEach((value, index) => {
      expect(value).toBe(Math.fround((codes[index]! - zeroPoint[0]!) * scale[0]!));
      expect(Math.abs(value - weight.data[index]!)).toBeLessThanOrEqual(1.0001 * scale[0]!);
    });
  });

  it('the sigmoid reaches both ends, and its inverse undoes it', async () => {
    const shares = [0, 0.1, 0.5, 0.9, 1];
    const v = ndarray(Float32Array.from([-20, 20, ...shares.map(inverseRectifiedSigmoid)]), [7]);
    const { h } = await penalty(v, ndarray([2], []));
    [0, 1, ...shares].forEach((share, index) => expect(h.data[index]).toBeCloseTo(share, 5));
  });

  it('the penalty is its formula: nothing for what is settled, one for what is halfway', async () => {
    const shares = [0, 1, 0.5, 0.2, 0.97];
    for (const sharpness of [2, 7, 20]) {
      const v = ndarray(Float32Array.from(shares.map(inverseRectifiedSigmoid)), [shares.length]);
      const { value } = await penalty(v, ndarray([sharpness], []));
      const each = shares.map((share) => 1 - Math.abs(2 * share - 1) ** sharpness);
      expect(value.data[0]).toBeCloseTo(2 * each.reduce((sum, part) => sum + part, 0), 3);
    }
  });

  it('the penalty rests first, then its sharpness falls from 20 to 2', () => {
    expect([0, 0.1, 0.19].map(roundingWeight)).toEqual([0, 0, 0]);
    expect(roundingWeight(0.2)).toBeGreaterThan(0);
    expect([0, 0.2].map(roundingSharpness)).toEqual([20, 20]);
    expect(roundingSharpness(0.6)).toBeCloseTo(11, 6);
    expect(roundingSharpness(1)).toBeCloseTo(2, 6);
  });
});
