import { randomStream } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { affineScheme } from '../building-blocks/affine-scheme.ts';
import { decode } from '../building-blocks/decode.ts';
import { symmetricScheme } from '../building-blocks/symmetric-scheme.ts';
import { uniformAffine } from '../quantizers/uniform-affine.ts';
import { uniformSymmetric } from '../quantizers/uniform-symmetric.ts';
import { meanSquaredError, quantizationError } from './mean-squared-error.ts';
import type { FittingScheme, Observer } from './observer.ts';
import { observer, observers } from './observers.ts';

const tensor = (data: Float32Array) => ({ data, shape: [data.length] });

/** Squared error of the codes themselves, through encode and decode. */
function symmetricError(data: Float32Array, scale: number, bits: number): number {
  const decoded = decode(
    uniformSymmetric.encode(tensor(data), { scale: { data: Float32Array.of(scale), shape: [] } }, bits),
  ).data;
  return data.reduce((sum, value, index) => sum + (value - decoded[index]!) ** 2, 0);
}

describe('mse', () => {
  it.each([2, 3, 4, 8])('at %i bits it matches an independent grid search over scales', (bits) => {
    const stream = randomStream(11, bits);
    const samples = [
      stream.normal([300]).data,
      Float32Array.from(stream.normal([300]).data, (v) => v ** 3),
      Float32Array.from(stream.uniform([300]).data, (v) => 3 * v - 1),
    ].map((data) => Float32Array.from(data));
    for (const data of samples) {
      const { scale } = uniformSymmetric.init(tensor(data), bits, { observer: 'mse' });
      const found = symmetricError(data, scale.data[0]!, bits);
      const widest = data.reduce((high, v) => Math.max(high, Math.abs(v)), 0) / (2 ** (bits - 1) - 1);
      let best = Number.POSITIVE_INFINITY;
      for (let point = 1; point <= 3000; point += 1) {
        best = Math.min(best, symmetricError(data, Math.fround((widest * point) / 2000), bits));
      }
      expect(found).toBeLessThanOrEqual(best * 1.02);
      expect(found).toBeLessThanOrEqual(
        symmetricError(data, uniformSymmetric.init(tensor(data), bits).scale.data[0]!, bits),
      );
    }
  });

  it('cuts no pass short that would have changed its choice', () => {
    // The same search, weighing every range to the end.
    const plain = (data: Float32Array, scheme: FittingScheme): readonly number[] => {
      const [least, most] = [Math.min(...data), Math.max(...data)];
      const errorOf = ([low, high]: readonly number[]): number =>
        low! > 0 && high! > 0 && low! <= 1.5 && high! <= 1.5
          ? quantizationError(data, scheme, { low: least * low!, high: most * high! })
          : Number.POSITIVE_INFINITY;
      let best: readonly number[] = [1, 1];
      const take = (factors: readonly number[]): boolean => {
        if (!(errorOf(factors) < errorOf(best))) return false;
        best = factors;
        return true;
      };
      for (let point = 1; point <= 120; point += 1) take([(1.5 * point) / 120, (1.5 * point) / 120]);
      for (let step = 1.5 / 120; step >= 1 / 2048; step /= 2) {
        for (let improved = true; improved;) {
          const [low, high] = best as readonly [number, number];
          const around = [
            [low, high - step],
            [low, high + step],
            [low - step, high],
            [low + step, high],
          ];
          improved = around.map(take).includes(true);
        }
      }
      return [least * best[0]!, most * best[1]!];
    };
    for (const bits of [2, 4, 8]) {
      for (const scheme of [symmetricScheme(bits), affineScheme(bits)]) {
        for (const size of [1, 7, 61]) {
          const data = Float32Array.from(randomStream(14, bits, size).normal([size]).data, (v) => v ** 3);
          const { low, high } = meanSquaredError.observe(data, scheme, 1);
          expect([low, high]).toEqual(plain(data, scheme));
        }
      }
    }
  });

  it('it clips an outlier that min-max would follow', () => {
    const data = Float32Array.from(randomStream(12).normal([500]).data);
    data[0] = 40;
    const wide = uniformAffine.init(tensor(data), 4).scale.data[0]!;
    const narrow = uniformAffine.init(tensor(data), 4, { observer: 'mse' }).scale.data[0]!;
    expect(narrow).toBeLessThan(wide);
  });
});

describe('percentile', () => {
  it('interpolates between order statistics', () => {
    const data = Float32Array.from({ length: 101 }, (_, index) => 100 - index);
    const { scale, zeroPoint } = uniformAffine.init(tensor(data), 8, {
      observer: 'percentile',
      percentile: 0.955,
    });
    // Quantiles 4.5 and 95.5; the range is stretched to hold 0.
    expect(scale.data[0]).toBeCloseTo(95.5 / 255, 6);
    expect(zeroPoint.data[0]).toBe(0);
  });

  it('at 1 it is min-max', () => {
    const x = tensor(Float32Array.from(randomStream(13).normal([77]).data));
    expect(uniformAffine.init(x, 5, { observer: 'percentile', percentile: 1 })).toEqual(
      uniformAffine.init(x, 5),
    );
  });

  it('refuses shares outside (0.5, 1]', () => {
    const x = tensor(Float32Array.of(1, 2));
    for (const percentile of [0.5, 0, 1.01, Number.NaN]) {
      expect(() => uniformAffine.init(x, 4, { observer: 'percentile', percentile })).toThrow(
        /in \(0\.5, 1\]/,
      );
    }
  });
});

describe('observers', () => {
  it('may come from elsewhere', () => {
    const quarter: Observer = {
      name: 'quarter',
      description: 'a quarter of the largest value',
      observe: (values) => ({ low: 0, high: Math.max(...values) / 4 }),
    };
    const x = tensor(Float32Array.of(0, 15));
    expect(uniformAffine.init(x, 4, { observer: quarter }).scale.data[0]).toBe(0.25);
  });

  it('every observer is found by its key, and contains the range it reports', () => {
    for (const [name, entry] of Object.entries(observers)) expect(observer(name)).toBe(entry);
    expect(() => observer('max')).toThrow(
      /unknown observer "max" \(expected one of min-max, percentile, mse, kl, aciq\)/,
    );
  });
});
