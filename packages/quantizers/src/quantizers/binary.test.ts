import { randomStream } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { decode } from '../building-blocks/decode.ts';
import { binary } from './binary.ts';

const vector = (...values: number[]) => ({ data: Float32Array.from(values), shape: [values.length] });

// The laws of every quantizer run on this one from `quantizers.test.ts`; here is what is its own.
describe('binary', () => {
  it('codes and values worked by hand', () => {
    const weights = vector(-4, -1, 0, 2, 3);
    const parameters = binary.init(weights, 1);
    expect(parameters.scale.data[0]).toBe(2);
    const encoded = binary.encode(weights, parameters, 1);
    expect([...encoded.codes]).toEqual([0, 0, 1, 1, 1]);
    expect([...decode(encoded).data]).toEqual([-2, -2, 2, 2, 2]);
  });

  it('no signs and no scale leave less squared error', () => {
    const data = Array.from(randomStream(0, 'binary').normal([8]).data);
    const error = (signs: number, scale: number): number =>
      data.reduce((sum, w, at) => sum + (w - scale * ((signs >> at) & 1 ? 1 : -1)) ** 2, 0);
    const scale = binary.init(vector(...data), 1).scale.data[0]!;
    const own = data.reduce((bits, w, at) => bits | (Number(w >= 0) << at), 0);
    const others = Array.from({ length: 256 }, (_, signs) =>
      Math.min(...[0.5, 0.9, 1, 1.1, 2].map((factor) => error(signs, factor * scale))),
    );
    expect(error(own, scale)).toBeLessThanOrEqual(Math.min(...others) + 1e-9);
  });

  it('has codes of 1 bit and no other', () => {
    expect(() => binary.init(vector(1), 2)).toThrow(/bits must be 1 \(got 2\)/);
  });
});
