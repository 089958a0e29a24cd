import { DeployError } from '../deploy-error.ts';
import { assertStoredBits } from './assert-stored-bits.ts';

/**
 * The codes that {@link packCodes} wrote.
 *
 * @param bytes packed codes.
 * @param storedBits 2, 4 or 8.
 * @param count number of codes; the rest of the last byte is filling.
 * @throws DeployError when there are fewer bytes than that.
 */
export function unpackCodes(bytes: Uint8Array, storedBits: 2 | 4 | 8, count: number): Int32Array {
  assertStoredBits('unpackCodes', storedBits);
  const perByte = 8 / storedBits;
  if (!Number.isInteger(count) || count < 0 || count > bytes.length * perByte) {
    throw new DeployError(
      `unpackCodes: the bytes hold every code (expected at most ${bytes.length * perByte}, got ${count}). Pass all bytes.`,
    );
  }
  const unusedBits = 32 - storedBits;
  return Int32Array.from({ length: count }, (_, index) => {
    const shift = (index % perByte) * storedBits;
    return ((bytes[Math.floor(index / perByte)]! >> shift) << unusedBits) >> unusedBits;
  });
}
