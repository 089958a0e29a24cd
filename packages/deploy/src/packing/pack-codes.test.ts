import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DeployError } from '../deploy-error.ts';
import { packCodes, packRuns } from './pack-codes.ts';
import { unpackCodes } from './unpack-codes.ts';

it('four-bit codes lie low nibble first, as the ONNX IR says', () => {
  expect([...packCodes([1, -1, 7, -8, 3], 4)]).toEqual([0xf1, 0x87, 0x03]);
});

it('two-bit codes lie lowest pair first', () => {
  expect([...packCodes([1, -1, 0, -2, 1], 2)]).toEqual([0b10_00_11_01, 0b01]);
});

it('three-bit codes lie one after another, across bytes', () => {
  // 1, -4, 3, and 2 of which the highest bit is the first of the second byte.
  expect([...packCodes([1, -4, 3, 2], 3)]).toEqual([0b11_100_001, 0b010_0]);
});

it('runs of several widths lie one after another, with one filling at the end', () => {
  const bytes = packRuns([
    { codes: [1, 0, 1], bits: 1 },
    { codes: [-1, 2], bits: 5 },
  ]);
  expect([...bytes]).toEqual([0b11111_101, 0b00010]);
});

it.each([1, 2, 3, 4, 5, 6, 7, 8])('unpacking %i-bit bytes gives the codes back', (storedBits) => {
  const half = 2 ** (storedBits - 1);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -half, max: half - 1 })), (codes) => {
      const bytes = packCodes(codes, storedBits);
      expect(bytes.length).toBe(Math.ceil((codes.length * storedBits) / 8));
      expect([...unpackCodes(bytes, storedBits, codes.length)]).toEqual(codes);
    }),
  );
});

it('takes unsigned codes of the same bits', () => {
  expect([...packCodes([15, 0, 9], 4)]).toEqual([0x0f, 0x09]);
});

it.each([
  ['a code too large', () => packCodes([0, 16], 4), /got 16 at place 1/],
  ['a code too small', () => packCodes([-9], 4), /from -8 to 15, got -9 at place 0/],
  ['half a code', () => packCodes([0.5], 4), /got 0\.5 at place 0/],
  ['no number', () => packCodes([1, Number.NaN], 4), /got NaN at place 1/],
  ['nine bits', () => packCodes([1], 9), /expected 1 to 8, got 9/],
  ['two and a half bits to read', () => unpackCodes(new Uint8Array(1), 2.5, 1), /expected 1 to 8, got 2\.5/],
  ['more codes than there are', () => unpackCodes(new Uint8Array(1), 4, 3), /at most 2, got 3/],
  ['fewer codes than none', () => unpackCodes(new Uint8Array(1), 4, -1), /at most 2, got -1/],
])('refuses %s', (_, call, message) => {
  expect(call).toThrow(message);
  expect(call).toThrow(DeployError);
});
