import { ndarray } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { decode } from '../building-blocks/decode.ts';
import { runGradients } from '../testing/run-fake-quantize.ts';
import { ewgs } from './ewgs.ts';

const vector = (...values: number[]) => ndarray(values, [values.length]);
const parameters = { lower: ndarray([-1], []), upper: ndarray([2], []), scale: ndarray([0.75], []) };

// The laws of every quantizer run on this one from `quantizers.test.ts`; here is what is its own.
describe('ewgs', () => {
  it('codes and values worked by hand', () => {
    // Places (w + 1) / 3 are 0, 0, 1/3, 0.4, 2/3, 1, 1; three steps.
    const encoded = ewgs.encode(vector(-9, -1, 0, 0.2, 1, 2, 7), parameters, 2);
    expect([...encoded.codes]).toEqual([0, 0, 1, 1, 2, 3, 3]);
    expect([...decode(encoded).data]).toEqual([-0.75, -0.75, -0.25, -0.25, 0.25, 0.75, 0.75]);
  });

  it('starts at three standard deviations, with the mean magnitude of the weights', () => {
    const weights = vector(-1, 1, -1, 1);
    const { lower, upper, scale } = ewgs.init(weights, 2);
    expect([lower.data[0], upper.data[0]]).toEqual([-3, 3]);
    // Places 1/3 and 2/3 become levels -1/3 and 1/3.
    expect(scale.data[0]).toBeCloseTo(3, 6);
    const { data } = decode(ewgs.encode(weights, { lower, upper, scale }, 2));
    expect(Math.abs(data[0]!)).toBeCloseTo(1, 6);
  });

  it('a gradient grows across the level that it pushes to, and shrinks away from it', async () => {
    // A place moves by a third of a weight, and what it stands for by twice the scale.
    const plain = (2 * 0.75) / 3;
    for (const upstream of [2, -2]) {
      const at = { x: vector(0.2, -0.2, 9), parameters, bits: 2 };
      const { x } = await runGradients(ewgs, at, vector(upstream, upstream, upstream), 'eager');
      // Places 0.4 and 0.8/3 lie 1/15 above and below the level at 1/3.
      const factors = [1 + (1e-3 * Math.sign(upstream)) / 15, 1 - (1e-3 * Math.sign(upstream)) / 15];
      factors.forEach((factor, weight) => {
        expect(x.data[weight]! / (upstream * plain)).toBeCloseTo(factor, 6);
      });
      expect(x.data[2]).toBeCloseTo(0, 12);
    }
  });

  it('an unknown option is refused', () => {
    expect(() => ewgs.init(vector(1), 4, { axis: 0 })).toThrow(/unknown option "axis"/);
  });
});
