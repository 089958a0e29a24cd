import { DeployError } from '../deploy-error.ts';
import { assertStoredBits } from './assert-stored-bits.ts';

/**
 * Signed integer codes as bytes: the low `storedBits` bits of each code in two's complement, the first code in the
 * lowest bits of the first byte, the last byte filled up with zeros. This is how ONNX lays out INT2, INT4 and INT8.
 *
 * @param codes whole numbers that `storedBits` bits hold, signed or unsigned.
 * @param storedBits 2, 4 or 8.
 * @throws DeployError naming the first code that does not fit.
 * @see ONNX IR, "Serialization of 4-bit types" and its 2-bit counterpart in `TensorProto.raw_data`.
 */
export function packCodes(codes: ArrayLike<number>, storedBits: 2 | 4 | 8): Uint8Array {
  assertStoredBits('packCodes', storedBits);
  const perByte = 8 / storedBits;
  const mask = 2 ** storedBits - 1;
  const bytes = new Uint8Array(Math.ceil(codes.length / perByte));
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index]!;
    if (!Number.isInteger(code) || code < -(2 ** (storedBits - 1)) || code > mask) {
      throw new DeployError(
        `packCodes: codes fit their bits (expected whole numbers from ${-(2 ** (storedBits - 1))} to ${mask}, got ${code} ` +
          `at place ${index}). Store them wider.`,
      );
    }
    const shift = (index % perByte) * storedBits;
    bytes[Math.floor(index / perByte)]! |= (code & mask) << shift;
  }
  return bytes;
}
