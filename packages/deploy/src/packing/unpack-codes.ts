/**
 * The codes that {@link packCodes} wrote.
 *
 * @param bytes packed codes.
 * @param storedBits 2, 4 or 8.
 * @param count number of codes; the rest of the last byte is filling.
 */
export function unpackCodes(bytes: Uint8Array, storedBits: 2 | 4 | 8, count: number): Int32Array {
  const perByte = 8 / storedBits;
  const unusedBits = 32 - storedBits;
  return Int32Array.from({ length: count }, (_, index) => {
    const shift = (index % perByte) * storedBits;
    return ((bytes[Math.floor(index / perByte)]! >> shift) << unusedBits) >> unusedBits;
  });
}
