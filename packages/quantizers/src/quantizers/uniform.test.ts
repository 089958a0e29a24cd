import { randomStream } from '@cfq/jit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../building-blocks/decode.ts';
import { uniformAffine } from './uniform-affine.ts';
import { uniformSymmetric } from './uniform-symmetric.ts';

const values = fc.float32Array({
  noNaN: true,
  noDefaultInfinity: true,
  min: -1e3,
  max: 1e3,
  minLength: 1,
  maxLength: 60,
});
const widths = fc.integer({ min: 2, max: 8 });

describe('min-max fitting', () => {
  it('the error is nowhere more than half a step, per tensor', () => {
    fc.assert(
      fc.property(values, widths, fc.constantFrom(uniformAffine, uniformSymmetric), (data, bits, chosen) => {
        const x = { data, shape: [data.length] };
        const encoded = chosen.encode(
          x,
          { zeroPoint: { data: Float32Array.of(0), shape: [] }, ...chosen.init(x, bits) },
          bits,
        );
        // A fractional zero point is rounded, which can push an affine range off by half a step at either end.
        const slack = chosen === uniformAffine ? 1.0001 : 0.5001;
        decode(encoded).data.forEach((value, index) => {
          expect(Math.abs(value - data[index]!)).toBeLessThanOrEqual(slack * encoded.scale[0]! + 1e-12);
        });
      }),
    );
  });

  it('zero is a code of every affine grid', () => {
    fc.assert(
      fc.property(values, widths, (data, bits) => {
        const parameters = uniformAffine.init({ data, shape: [data.length] }, bits);
        const zero = uniformAffine.encode({ data: Float32Array.of(0), shape: [1] }, parameters, bits);
        expect(zero.codes[0]).toBe(zero.zeroPoint[0]);
        expect(decode(zero).data[0]).toBe(0);
        expect(zero.zeroPoint[0]).toBeGreaterThanOrEqual(0);
        expect(zero.zeroPoint[0]).toBeLessThan(2 ** bits);
      }),
    );
  });

  it('the symmetric scale is the smallest that clips nothing', () => {
    const of = (...data: number[]) =>
      uniformSymmetric.init({ data: Float32Array.from(data), shape: [data.length] }, 4);
    expect(of(-1, 3.5).scale.data[0]).toBe(0.5);
    expect(of(-8, 3.5).scale.data[0]).toBe(1);
    expect(of(-4).scale.data[0]).toBe(0.5);
  });

  it('one channel does not disturb another', () => {
    const x = randomStream(7).normal([5, 3, 4]);
    for (const axis of [0, 1, 2]) {
      const whole = decode(uniformAffine.encode(x, uniformAffine.init(x, 3, { axis }), 3)).data;
      const inner = x.shape.slice(axis + 1).reduce((a, b) => a * b, 1);
      for (let channel = 0; channel < x.shape[axis]!; channel += 1) {
        const members = [...x.data.keys()].filter((i) => Math.floor(i / inner) % x.shape[axis]! === channel);
        const alone = { data: Float32Array.from(members, (i) => x.data[i]!), shape: [members.length] };
        const decoded = decode(uniformAffine.encode(alone, uniformAffine.init(alone, 3), 3)).data;
        expect([...decoded]).toEqual(members.map((i) => whole[i]));
      }
    }
  });

  it('per channel is never worse in squared error than per tensor for weights of unequal spread', () => {
    const base = randomStream(8).normal([32, 4]);
    const x = { data: Float32Array.from(base.data, (v, i) => v * 10 ** ((i % 4) - 2)), shape: [32, 4] };
    const error = (axis: number | null) => {
      const decoded = decode(uniformSymmetric.encode(x, uniformSymmetric.init(x, 4, { axis }), 4)).data;
      return x.data.reduce((sum, v, i) => sum + (v - decoded[i]!) ** 2, 0);
    };
    expect(error(-1)).toBeLessThan(error(null));
  });
});
