import fc from 'fast-check';
import { expect, it } from 'vitest';
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
