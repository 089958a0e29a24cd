import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../building-blocks/decode.ts';
import { lsq } from './lsq.ts';
import { ternary } from './ternary.ts';

const vector = (...values: number[]) => ({ data: Float32Array.from(values), shape: [values.length] });
const squaredError = (values: Float32Array, threshold: number, scale: number): number =>
  values.reduce((sum, w) => sum + (Math.abs(w) > threshold ? Math.abs(w) - scale : Math.abs(w)) ** 2, 0);

// The laws of every quantizer run on this one from `quantizers.test.ts`; here is what is its own.
describe('ternary', () => {
  it('codes and values worked by hand', () => {
    // Mean magnitude 2, so 1.4 is the threshold; beyond it lie 2, 3 and 4.
    const weights = vector(-4, -1, 0, 2, -1, 3, 3);
    const parameters = ternary.init(weights, 2);
    expect(parameters.threshold.data[0]).toBeCloseTo(1.4, 6);
    expect(parameters.scale.data[0]).toBe(3);
    const encoded = ternary.encode(weights, parameters, 2);
    expect([...encoded.codes]).toEqual([-1, 0, 0, 1, 0, 1, 1]);
    expect([...decode(encoded).data]).toEqual([-3, 0, 0, 3, 0, 3, 3]);
  });

  it('the least-squares start is the best of all thresholds', () => {
    const tensors = fc.float32Array({
      noNaN: true,
      noDefaultInfinity: true,
      min: -8,
      max: 8,
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(tensors, (data) => {
        const { threshold, scale } = ternary.initLeastSquares!({ data, shape: [data.length] }, 2);
        const found = squaredError(data, threshold.data[0]!, scale.data[0]!);
        for (const cut of [-1, ...data.map(Math.abs)]) {
          const kept = Array.from(data, Math.abs).filter((m) => m > cut);
          const mean = kept.reduce((sum, m) => sum + m, 0) / Math.max(kept.length, 1);
          expect(found).toBeLessThanOrEqual(squaredError(data, cut, mean) * (1 + 1e-5) + 1e-9);
        }
      }),
    );
  });

  it('of evenly spread weights it zeroes a third, as the paper derives, and the rule of thumb 0.35', () => {
    // Li & Liu 2016 §2.2: Δ* = a / 3 for weights uniform on [−a, a]; 0.7 ⟨|w|⟩ = 0.35 a.
    const data = Float32Array.from({ length: 999 }, (_, at) => (at - 499) / 499);
    const threshold = (of: Record<'threshold', { readonly data: ArrayLike<number> }>) => of.threshold.data[0];
    expect(threshold(ternary.initLeastSquares!({ data, shape: [999] }, 2))).toBeCloseTo(1 / 3, 2);
    expect(threshold(ternary.init({ data, shape: [999] }, 2))).toBeCloseTo(0.35, 2);
  });

  it('has codes of 2 bits and no other', () => {
    expect(() => ternary.init(vector(1), 4)).toThrow(/bits must be 2 \(got 4\)/);
    expect(() => ternary.encode(vector(1), ternary.init(vector(1), 2), 3)).toThrow(
      /bits must be 2 \(got 3\)/,
    );
    expect(() => lsq.init(vector(1), 1)).toThrow(/whole number in \[2, 8\]/);
    const unlike = {
      ...ternary.init({ ...vector(1, 2), shape: [1, 2] }, 2, { axis: 1 }),
      threshold: vector(1),
    };
    expect(() => ternary.encode({ ...vector(1, 2), shape: [1, 2] }, unlike, 2)).toThrow(
      /each scale has a threshold/,
    );
  });
});
