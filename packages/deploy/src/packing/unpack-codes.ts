import { DeployError } from '../deploy-error.ts';
import { assertCodeBits } from './assert-code-bits.ts';

/**
 * The codes that {@link packCodes} wrote, read as signed numbers.
 *
 * @param bytes packed codes.
 * @param bits 1 to 8.
 * @param count number of codes; the rest of the last byte is filling.
 * @throws DeployError when there are fewer bytes than that.
 */
export function unpackCodes(bytes: Uint8Array, bits: number, count: number): Int32Array {
  assertCodeBits('unpackCodes', bits);
  const held = Math.floor((bytes.length * 8) / bits);
  if (!Number.isInteger(count) || count < 0 || count > held) {
    throw new DeployError(
      `unpackCodes: the bytes hold every code (expected at most ${held}, got ${count}). Pass all bytes.`,
    );
  }
  const unusedBits = 32 - bits;
  return Int32Array.from({ length: count }, (_, index) => {
    const start = index * bits;
    const byte = Math.floor(start / 8);
    const two = bytes[byte]! | ((bytes[byte + 1] ?? 0) << 8);
    return ((two >> (start % 8)) << unusedBits) >> unusedBits;
  });
}
