import { ndarray, randomStream } from '@cfq/jit';
import { denseNetwork, referenceLogits } from '@cfq/network';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeployError } from '../deploy-error.ts';
import { packNetwork } from '../packing/pack-network.ts';
import golden from '../test-help/integer-golden.json' with { type: 'json' };
import { randomNetwork, randomRows } from '../test-help/random-network.ts';
import { runPacked } from '../verifying/run-packed.ts';
import { runtimeSettings } from '../verifying/runtime-settings.ts';
import { inputGridOf } from './input-grid-of.ts';
import { fixedPointOf, requantize } from './requantize.ts';
import { runInteger } from './run-integer.ts';
import { toIntegerNetwork } from './to-integer-network.ts';

describe('requantize', () => {
  it.each(golden.requantized)('%i · %i >> %i, as Python has it', (sum, multiplier, shift, expected) => {
    expect(requantize(sum, multiplier, shift)).toBe(expected);
  });

  it('is exact', () => {
    const whole = fc.integer({ min: 0, max: 2 ** 31 - 1 });
    fc.assert(
      fc.property(whole, whole, fc.integer({ min: 17, max: 62 }), (sum, multiplier, shift) => {
        const exact = (BigInt(sum) * BigInt(multiplier) + (1n << BigInt(shift - 1))) >> BigInt(shift);
        expect(requantize(sum, multiplier, shift)).toBe(Number(exact));
      }),
      { numRuns: 500 },
    );
  });

  it('by a ratio gives the ratio to 31 bits, powers of two exactly', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 13, noNaN: true }), (power) => {
        const { multiplier, shift } = fixedPointOf(2 ** power);
        expect(multiplier).toBeGreaterThanOrEqual(2 ** 30);
        expect(multiplier).toBeLessThan(2 ** 31);
        expect(Math.abs(multiplier / 2 ** shift / 2 ** power - 1)).toBeLessThanOrEqual(2 ** -31);
      }),
    );
    for (let power = -30; power < 14; power += 1) {
      expect(fixedPointOf(2 ** power)).toEqual({ multiplier: 2 ** 30, shift: 30 - power });
    }
  });

  it('holds ratios beyond its shifts', () => {
    expect(fixedPointOf(2 ** 20)).toEqual({ multiplier: 2 ** 31 - 1, shift: 17 });
    expect(requantize(1, 2 ** 31 - 1, 17)).toBeGreaterThan(255);
    expect(fixedPointOf(2 ** -40)).toEqual({ multiplier: 2 ** 22, shift: 62 });
    expect(fixedPointOf(2 ** -70)).toEqual({ multiplier: 0, shift: 62 });
  });
});

const networksOfGold = golden.networks.map(({ layers, inputGrid, rows, answers }) => ({
  network: denseNetwork(
    layers.map(({ bits, shape, codes, scale, zeroPoint, bias, grid }) => ({
      weight: {
        ...{ kind: 'affine', bits, shape, signed: true, axis: scale.length === 1 ? null : 1 },
        codes: Int32Array.from(codes),
        scale: Float32Array.from(scale),
        zeroPoint: Int32Array.from(zeroPoint),
      },
      bias,
      grid,
    })),
  ),
  inputGrid: { ...inputGrid, bits: inputGrid.bits as 8 | 16 },
  x: ndarray(rows.flat(), [rows.length, rows[0]!.length]),
  answers,
}));

describe('golden vectors', () => {
  it.each(networksOfGold)('of network %#: the interpreter', ({ network, inputGrid, x, answers }) => {
    const { codes, sums, logits } = runInteger(toIntegerNetwork(network, inputGrid), x);
    expect([...codes]).toEqual(answers.flatMap((answer) => answer.codes));
    expect([...sums]).toEqual(answers.flatMap((answer) => answer.sums));
    expect([...logits.data]).toEqual(answers.flatMap((answer) => answer.logits));
  });

  it.each(networksOfGold)(
    'of network %#: the file, in every runtime',
    async ({ network, inputGrid, x, answers }) => {
      const { bytes } = await packNetwork(network, { lowering: 'integer', inputGrid });
      for (const setting of runtimeSettings) {
        const { data } = await runPacked({ bytes, x }, setting);
        expect([...data]).toEqual(answers.flatMap((answer) => answer.logits));
      }
    },
  );
});

describe('against floats', () => {
  it('logits differ by what the rows are rounded by, and no more than that explains', () => {
    const network = randomNetwork([8, 8, 8]);
    const x = randomRows(200);
    const expected = referenceLogits(network, x);
    const apart = ([8, 16] as const).map((bits) => {
      const { logits } = runInteger(toIntegerNetwork(network, inputGridOf(x, { bits })), x);
      return (
        Array.from(logits.data).reduce((sum, value, at) => sum + Math.abs(value - expected.data[at]!), 0) /
        400
      );
    });
    expect(apart[0]).toBeLessThan(0.1);
    expect(apart[1]).toBeLessThan(0.01);
  });
});

describe('inputGridOf', () => {
  it('holds the ends of the rows and 0', () => {
    for (const bits of [8, 16] as const) {
      for (const ends of [
        [-1, 3],
        [0, 1],
        [2, 5],
        [-4, -1],
      ]) {
        const { scale, zeroPoint } = inputGridOf(ndarray(ends, [2, 1]), { bits });
        const [lowest, highest] = [-zeroPoint * scale, (2 ** bits - 1 - zeroPoint) * scale];
        expect(lowest).toBeLessThanOrEqual(Math.min(0, ...ends) + scale / 2 + 1e-6);
        expect(highest).toBeGreaterThanOrEqual(Math.max(0, ...ends) - scale / 2 - 1e-6);
      }
    }
  });

  it('refuses rows without values', () => {
    expect(() => inputGridOf(ndarray([0, 0], [2, 1]))).toThrow(/got zeros/);
    expect(() => inputGridOf(ndarray([], [0, 1]))).toThrow(/got none/);
    expect(() => inputGridOf(ndarray([1, Number.NaN], [2, 1]))).toThrow(DeployError);
  });
});

describe('refuses', () => {
  const network = randomNetwork([4, 4]);
  const inputGrid = inputGridOf(randomRows(3));
  it('what cannot be whole numbers, with all reasons', () => {
    const floats = denseNetwork([{ weight: [[1, 2]] }, { weight: [[1], [2]] }]);
    expect(() => toIntegerNetwork(floats, inputGrid)).toThrow(
      /"dense0".* float; .*"dense0".*grid.*; .*"dense1"/,
    );
  });

  it('grids that no kernel reads', () => {
    const refusal = /8 or 16 bits/;
    expect(() => toIntegerNetwork(network, { ...inputGrid, bits: 12 as 8 })).toThrow(refusal);
    expect(() => toIntegerNetwork(network, { ...inputGrid, scale: 0.1 })).toThrow(refusal);
    expect(() => toIntegerNetwork(network, { ...inputGrid, zeroPoint: -1 })).toThrow(refusal);
  });

  it('sums that could need more than 32 bits', () => {
    const weight = randomStream(0, 'long').normal([400, 2]);
    const long = denseNetwork([
      {
        weight: {
          ...{ kind: 'affine', codes: Int32Array.from(weight.data, (value) => (value > 0 ? 127 : -128)) },
          ...{ shape: [400, 2], bits: 8, signed: true, axis: null },
          ...{ scale: Float32Array.of(0.01), zeroPoint: Int32Array.of(0) },
        },
      },
    ]);
    expect(() => toIntegerNetwork(long, { ...inputGrid, bits: 16 })).toThrow(/"dense0", output 0: .*8 bits/);
    expect(toIntegerNetwork(long, { scale: 1, zeroPoint: 0, bits: 8 }).layers).toHaveLength(1);
  });

  it('a grid without its lowering, and the lowering without its grid', async () => {
    await expect(packNetwork(network, { lowering: 'integer' })).rejects.toThrow(/'integer' without a grid/);
    await expect(packNetwork(network, { inputGrid })).rejects.toThrow(/'qdq' with a grid/);
    await expect(packNetwork(network, { lowering: 'int' as 'qdq' })).rejects.toThrow(/got 'int'/);
  });

  it('rows of another width, or without a value', () => {
    const whole = toIntegerNetwork(network, inputGrid);
    expect(() => runInteger(whole, ndarray([1, 2], [1, 2]))).toThrow(/expected \[rows, 7\], got \[1, 2\]/);
    expect(() => runInteger(whole, ndarray(Array(7).fill(Number.NaN), [1, 7]))).toThrow(/got NaN in row 0/);
  });
});
