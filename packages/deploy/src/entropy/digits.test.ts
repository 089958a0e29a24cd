import { randomStream } from '@cfq/jit';
import { denseNetwork } from '@cfq/network';
import { binary, ternary } from '@cfq/quantizers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeployError } from '../deploy-error.ts';
import { digitDecode, digitEncode, digitsPerByte } from './digit-code.ts';
import { digitSize } from './digit-size.ts';

describe('digits', () => {
  it('are five trits a byte, by hand', () => {
    // -1, 0, 1, 1, -1 are digits 0, 1, 2, 2, 0: 3 + 2 · 9 + 2 · 27 = 75; then 1, alone.
    const coded = digitEncode([-1, 0, 1, 1, -1, 1]);
    expect(coded).toMatchObject({ levels: 3, lowest: -1, count: 6, perByte: 5 });
    expect([...coded.bytes]).toEqual([75, 2]);
  });

  it('fit as many a byte as counting says', () => {
    for (let levels = 2; levels <= 256; levels += 1) {
      const digits = digitsPerByte(levels);
      expect(levels ** digits).toBeLessThanOrEqual(256);
      expect(levels ** (digits + 1)).toBeGreaterThan(256);
    }
    expect([1, 2, 3, 4, 5, 6, 7, 16, 17].map(digitsPerByte)).toEqual([8, 8, 5, 4, 3, 3, 2, 2, 1]);
  });

  it('give the codes back exactly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -200, max: 200 }),
        fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 256 }),
        (from, digits, base) => {
          const codes = digits.map((digit) => from + (digit % base));
          expect([...digitDecode(digitEncode(codes))]).toEqual(codes);
        },
      ),
      { numRuns: 100 },
    );
    expect(() => digitEncode([])).toThrow(DeployError);
    expect(() => digitEncode([0, 256])).toThrow(/256 levels at most, got 2 codes over 257 levels/);
  });

  it('say what a layer takes: 1.6 bits of ternary weights, 1 of binary ones', () => {
    const stream = randomStream(0);
    const [first, second] = [stream.normal([30, 10]), stream.normal([10, 2])];
    const network = denseNetwork([
      { weight: ternary.encode(first, ternary.init(first, 2), 2), bias: new Float32Array(10) },
      { weight: binary.encode(second, binary.init(second, 1), 1), bias: new Float32Array(2) },
    ]);
    const [three, two] = digitSize(network);
    expect(three).toMatchObject({ levels: 3, bits: 1.6, bytes: 60 });
    expect(two).toMatchObject({ levels: 2, bits: 1, bytes: 3 });
  });
});
