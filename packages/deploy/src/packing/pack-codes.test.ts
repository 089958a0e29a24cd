import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DeployError } from '../deploy-error.ts';
import { packCodes } from './pack-codes.ts';
import { unpackCodes } from './unpack-codes.ts';

it('four-bit codes lie low nibble first, as the ONNX IR says', () => {
  expect([...packCodes([1, -1, 7, -8, 3], 4)]).toEqual([0xf1, 0x87, 0x03]);
});

it('two-bit codes lie lowest pair first', () => {
  expect([...packCodes([1, -1, 0, -2, 1], 2)]).toEqual([0b10_00_11_01, 0b01]);
});

it.each([2, 4, 8] as const)('unpacking %i-bit bytes gives the codes back', (storedBits) => {
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
  ['three bits', () => packCodes([1], 3 as never), /2, 4 or 8 bits/],
  ['three bits to read', () => unpackCodes(new Uint8Array(1), 3 as never, 1), /2, 4 or 8 bits/],
  ['more codes than there are', () => unpackCodes(new Uint8Array(1), 4, 3), /at most 2, got 3/],
  ['fewer codes than none', () => unpackCodes(new Uint8Array(1), 4, -1), /at most 2, got -1/],
])('refuses %s', (_, call, message) => {
  expect(call).toThrow(message);
  expect(call).toThrow(DeployError);
});
