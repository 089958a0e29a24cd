import { describe, expect, it } from 'vitest';
import { decode } from './building-blocks/decode.ts';
import type { Quantizer } from './quantizer.ts';
import { quantizer } from './quantizers.ts';
import { runFakeQuantize } from './testing/run-fake-quantize.ts';

/**
 * Worked by hand from the published formulas, in numbers that float32 holds exactly. Ties go to the even code.
 */
const golden: readonly {
  name: string;
  bits: number;
  parameters: Record<string, number>;
  x: number[];
  codes: number[];
  values: number[];
  signed: boolean;
}[] = [
  {
    // v/s = -10, -8, -7.5, -2.5, -1.5, -0.5, 0, 0.5, 1.5, 2.5, 6.5, 7, 100 on [-8, 7]
    name: 'lsq',
    bits: 4,
    parameters: { step: 0.25 },
    x: [-2.5, -2, -1.875, -0.625, -0.375, -0.125, 0, 0.125, 0.375, 0.625, 1.625, 1.75, 25],
    codes: [-8, -8, -8, -2, -2, 0, 0, 0, 2, 2, 6, 7, 7],
    values: [-2, -2, -2, -0.5, -0.5, 0, 0, 0, 0.5, 0.5, 1.5, 1.75, 1.75],
    signed: true,
  },
  {
    // two bits: -2, -1, 0, 1; the step's sign is ignored
    name: 'lsq',
    bits: 2,
    parameters: { step: -0.5 },
    x: [-3, -0.75, -0.25, 0.25, 0.3125, 0.75, 9],
    codes: [-2, -2, 0, 0, 1, 1, 1],
    values: [-1, -1, 0, 0, 0.5, 0.5, 0.5],
    signed: true,
  },
  {
    name: 'lsq-activation',
    bits: 3,
    parameters: { step: 0.5 },
    x: [-1, 0, 0.25, 0.75, 1.25, 3.25, 3.5, 8],
    codes: [0, 0, 0, 2, 2, 6, 7, 7],
    values: [0, 0, 0, 1, 1, 3, 3.5, 3.5],
    signed: false,
  },
  {
    // clip 6 over 3 steps: s = 2
    name: 'pact',
    bits: 2,
    parameters: { clip: 6 },
    x: [-4, 0, 1, 2.5, 3, 5, 6, 7],
    codes: [0, 0, 0, 1, 2, 2, 3, 3],
    values: [0, 0, 0, 2, 4, 4, 6, 6],
    signed: false,
  },
  {
    // codes 0..15 with zero at 5: reals -2.5 .. 5 in halves
    name: 'uniform-affine',
    bits: 4,
    parameters: { scale: 0.5, zeroPoint: 5 },
    x: [-9, -2.5, -2.25, -0.75, -0.25, 0, 0.25, 0.75, 4.75, 5, 9],
    codes: [0, 0, 1, 3, 5, 5, 5, 7, 15, 15, 15],
    values: [-2.5, -2.5, -2, -1, 0, 0, 0, 1, 5, 5, 5],
    signed: false,
  },
  {
    name: 'uniform-symmetric',
    bits: 8,
    parameters: { scale: 0.0625 },
    x: [-9, -8, -0.09375, -0.03125, 0.03125, 0.09375, 7.9375, 8],
    codes: [-128, -128, -2, 0, 0, 2, 127, 127],
    values: [-8, -8, -0.125, 0, 0, 0.125, 7.9375, 7.9375],
    signed: true,
  },
];

describe('integer codes worked by hand', () => {
  it.each(golden)('$name at $bits bits', async ({ name, bits, parameters, x, codes, values, signed }) => {
    const chosen: Quantizer = quantizer(name);
    const record = Object.fromEntries(
      Object.entries(parameters).map(([key, value]) => [key, { data: Float32Array.of(value), shape: [] }]),
    );
    const tensor = { data: Float32Array.from(x), shape: [x.length] };
    const encoded = chosen.encode(tensor, record, bits);
    expect([...encoded.codes]).toEqual(codes);
    expect(encoded).toMatchObject({ kind: 'affine', signed });
    expect([...decode(encoded).data]).toEqual(values);
    const fake = await runFakeQuantize(chosen, { x: tensor, parameters: record, bits }, 'onnx');
    expect([...fake.data]).toEqual(values);
  });
});
