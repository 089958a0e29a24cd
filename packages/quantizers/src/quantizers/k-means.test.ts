import { randomStream } from '@cfq/jit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../building-blocks/decode.ts';
import { runGradients } from '../testing/run-fake-quantize.ts';
import { kMeans } from './k-means.ts';

const vector = (...values: number[]) => ({ data: Float32Array.from(values), shape: [values.length] });
const errorOf = (values: Float32Array, parameters: ReturnType<typeof kMeans.init>, bits: number): number => {
  const encoded = kMeans.encode({ data: values, shape: [values.length] }, parameters, bits);
  return Array.from(decode(encoded).data).reduce((sum, level, at) => sum + (level - values[at]!) ** 2, 0);
};

/** The least squared error of any way to cut sorted values into four runs, one of which may stand for 0: enumerated. */
function leastError(values: Float32Array): number {
  const sorted = Float32Array.from(values).sort();
  const run = (from: number, to: number, zero: boolean): number => {
    const part = sorted.slice(from, to);
    const mean = zero ? 0 : part.reduce((sum, value) => sum + value, 0) / Math.max(part.length, 1);
    return part.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  };
  let best = Infinity;
  for (let a = 0; a <= sorted.length; a += 1) {
    for (let b = a; b <= sorted.length; b += 1) {
      for (let c = b; c <= sorted.length; c += 1) {
        const cuts = [0, a, b, c, sorted.length];
        for (let zero = 0; zero < 4; zero += 1) {
          const total = [0, 1, 2, 3].map((at) => run(cuts[at]!, cuts[at + 1]!, at === zero));
          best = Math.min(best, total[0]! + total[1]! + total[2]! + total[3]!);
        }
      }
    }
  }
  return best;
}

// The laws of every quantizer run on this one from `quantizers.test.ts`; here is what is its own.
describe('k-means', () => {
  it('finds clusters that are there, and leaves 0 where it is', () => {
    const weights = vector(-3.1, -2.9, 0, 0, 0, 0.1, 1, 1.2, 4, 4.4);
    const { codebook } = kMeans.initLeastSquares!(weights, 2);
    expect(Array.from(codebook.data, (level) => Math.round(1e5 * level) / 1e5)).toEqual([-3, 0, 1.1, 4.2]);
    expect([...kMeans.encode(weights, kMeans.initLeastSquares!(weights, 2), 2).codes]).toEqual([
      0, 0, 1, 1, 1, 1, 2, 2, 3, 3,
    ]);
  });

  it('is a fixed point: each level the mean of its weights, each weight at its nearest level', () => {
    const tensors = fc.float32Array({
      ...{ noNaN: true, noDefaultInfinity: true, min: -4, max: 4 },
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(tensors, fc.integer({ min: 2, max: 4 }), (data, bits) => {
        const tensor = { data, shape: [data.length] };
        const { codebook, boundaries } = kMeans.init(tensor, bits);
        const levels = Array.from(codebook.data);
        const { codes } = kMeans.encode(tensor, { codebook, boundaries }, bits);
        data.forEach((weight, at) => {
          const nearest = Math.min(...levels.map((level) => Math.abs(level - weight)));
          expect(Math.abs(levels[codes[at]!]! - weight)).toBeLessThanOrEqual(nearest + 1e-6);
        });
        levels.forEach((level, at) => {
          const members = data.filter((_, index) => codes[index] === at);
          if (level === 0 || members.length === 0) return;
          expect(level).toBeCloseTo(members.reduce((sum, weight) => sum + weight, 0) / members.length, 5);
        });
        expect(levels.includes(0)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('is no better than the best clusters, and close to them', () => {
    const found: number[] = [];
    for (let seed = 0; seed < 8; seed += 1) {
      const { data } = randomStream(seed, 'clusters').normal([10]);
      const values = Float32Array.from(data);
      const least = leastError(values);
      const error = errorOf(values, kMeans.initLeastSquares!({ data: values, shape: [10] }, 2), 2);
      expect(error).toBeGreaterThanOrEqual(least * (1 - 1e-5));
      found.push(error / least);
    }
    expect(found.filter((ratio) => ratio < 1.001).length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...found)).toBeLessThan(4);
  });

  it('a level gets the sum of the gradients of its weights, 0 none', async () => {
    const x = vector(-2, -2.2, 0, 0.1, 1, 3);
    const parameters = { codebook: vector(-2, 0, 1, 3), boundaries: vector(-1, 0.5, 2) };
    const gradients = await runGradients(
      kMeans,
      { x, parameters, bits: 2 },
      vector(1, 2, 4, 8, 16, 32),
      'onnx',
    );
    expect([...gradients.parameters['codebook']!.data]).toEqual([3, 0, 16, 32]);
    expect([...gradients.parameters['boundaries']!.data]).toEqual([0, 0, 0]);
    expect([...gradients.x.data]).toEqual([1, 2, 4, 8, 16, 32]);
  });

  it('has one codebook, of the size of its bits', () => {
    expect(() => kMeans.init(vector(1, 2), 2, { axis: 0 })).toThrow(/one codebook serves the whole tensor/);
    const parameters = kMeans.init(vector(1, 2), 3);
    expect(() => kMeans.encode(vector(1, 2), parameters, 2)).toThrow(
      /parameter "codebook" is a table \(expected \[4\], got \[8\]\)/,
    );
  });
});
