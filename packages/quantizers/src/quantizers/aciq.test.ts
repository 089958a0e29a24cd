import { describe, expect, it } from 'vitest';
import { decode } from '../building-blocks/decode.ts';
import { gaussianClip, laplaceClip } from '../observers/analytic-clipping.ts';
import { aciq } from './aciq.ts';

const vector = (data: Float32Array) => ({ data, shape: [data.length] });

/** Quantiles of Laplace's density, evenly many on both sides: as good as endless draws. */
const laplace = Float32Array.from({ length: 20_001 }, (_, index) => {
  const p = (index + 0.5) / 20_001 - 0.5;
  return -Math.sign(p) * Math.log(1 - 2 * Math.abs(p));
});

/** Quantiles of the normal density, by summing it up. */
const gaussian = (() => {
  const quantiles: number[] = [];
  let below = 0;
  for (let x = -5; x < 5 && quantiles.length < 20_001; x += 1e-4) {
    below += (1e-4 * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
    while (below * 20_001 > quantiles.length + 0.5 && quantiles.length < 20_001) quantiles.push(x);
  }
  return Float32Array.from(quantiles);
})();

describe('the analytic clip', () => {
  it('is the published one at 2, 3 and 4 bits', () => {
    const apart = (clipOf: (bits: number) => number, published: readonly number[]) =>
      Math.max(...published.map((clip, index) => Math.abs(clipOf(index + 2) - clip)));
    expect(apart(laplaceClip, [2.83, 3.89, 5.03])).toBeLessThan(0.01);
    expect(apart(gaussianClip, [1.71, 2.15, 2.55])).toBeLessThan(0.01);
  });

  /** Mean squared error of `2^bits` bins over `[-clip, clip]` with their levels in the middle. */
  const errorAt = (values: Float32Array, clip: number, bits: number): number => {
    const bin = (2 * clip) / 2 ** bits;
    const outermost = clip - bin / 2;
    let total = 0;
    for (const value of values) {
      const level = (Math.floor(value / bin) + 0.5) * bin;
      total += (Math.min(Math.max(level, -outermost), outermost) - value) ** 2;
    }
    return total / values.length;
  };

  it.each([
    ['Laplace', laplace, laplaceClip],
    ['Gaussian', gaussian, gaussianClip],
  ] as const)('is the best of a grid of clips, %s', (_, values, clipOf) => {
    for (const [bits, slack] of [
      [2, 1.08],
      [3, 1.05],
      [4, 1.03],
      [6, 1.03],
    ] as const) {
      const clips = Array.from({ length: 60 }, (_unused, index) => 0.5 + 0.15 * index);
      const least = Math.min(...clips.map((clip) => errorAt(values, clip, bits)));
      // The publication spreads values evenly within a bin, which is coarse at few bits.
      expect(errorAt(values, clipOf(bits), bits)).toBeLessThan(slack * least);
    }
  });
});

describe('aciq', () => {
  it('covers the middles of the outermost bins of the likelier density', () => {
    for (const bits of [3, 4, 8]) {
      const reach = (clip: number) => (2 * clip) / 2 ** bits;
      expect(aciq.init(vector(laplace), bits).scale.data[0]).toBeCloseTo(reach(laplaceClip(bits)), 2);
      const widest = Math.min(reach(gaussianClip(bits)), (2 * gaussian.at(-1)!) / (2 ** bits - 1));
      expect(aciq.init(vector(gaussian), bits).scale.data[0]).toBeCloseTo(widest, 2);
    }
  });

  it('takes what is never negative for rectified: zero is code 0, and the clip is that of one bit more', () => {
    const rectified = vector(laplace.map((value) => Math.max(value, 0)));
    const { scale, zeroPoint } = aciq.init(rectified, 4);
    expect(zeroPoint.data[0]).toBe(0);
    expect(scale.data[0]).toBeCloseTo((laplaceClip(5) * (1 - 1 / 32)) / 15, 3);
    expect([...aciq.init(vector(new Float32Array(3)), 4).zeroPoint.data]).toEqual([0]);
  });

  it('has less error than covering everything where tails are long, and never covers more than occurs', () => {
    const squared = (fit: ReturnType<typeof aciq.init>): number =>
      Array.from(decode(aciq.encode(vector(laplace), fit, 4)).data).reduce(
        (sum, value, index) => sum + (value - laplace[index]!) ** 2,
        0,
      );
    const everything = { scale: vector(Float32Array.of(20 / 15)), zeroPoint: vector(Float32Array.of(8)) };
    expect(squared(aciq.init(vector(laplace), 4))).toBeLessThan(squared(everything) / 2);
    const even = Float32Array.of(-1, -0.5, 0.5, 1);
    expect(aciq.init(vector(even), 2).scale.data[0]).toBeLessThanOrEqual(Math.fround(2 / 3));
  });

  it('chooses for itself, so that an observer is refused', () => {
    expect(() => aciq.init(vector(laplace), 4, { observer: 'mse' })).toThrow(/unknown option "observer"/);
  });
});
