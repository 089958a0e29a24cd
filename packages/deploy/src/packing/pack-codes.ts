import { DeployError } from '../deploy-error.ts';
import { assertCodeBits } from './assert-code-bits.ts';

/** Codes of one bit-width, to be packed one after another. */
export interface CodeRun {
  /** Whole numbers that `bits` bits hold, signed or unsigned. */
  readonly codes: ArrayLike<number>;
  /** 1 to 8. */
  readonly bits: number;
}

function assertFits(code: number, bits: number, at: number): void {
  const [lowest, highest] = [-(2 ** (bits - 1)), 2 ** bits - 1];
  if (Number.isInteger(code) && code >= lowest && code <= highest) return;
  throw new DeployError(
    `packCodes: codes fit their bits (expected whole numbers from ${lowest} to ${highest}, got ${code} ` +
      `at place ${at}). Store them wider.`,
  );
}

/**
 * Runs of codes as one stream of bits: each run begins with the bit after the last of the one before, the last byte alone
 * is filled up with zeros.
 *
 * @throws DeployError naming the first code of a run that does not fit.
 */
export function packRuns(runs: readonly CodeRun[]): Uint8Array {
  const bytes = new Uint8Array(
    Math.ceil(runs.reduce((sum, { codes, bits }) => sum + codes.length * bits, 0) / 8),
  );
  let start = 0;
  for (const { codes, bits } of runs) {
    assertCodeBits('packCodes', bits);
    const mask = 2 ** bits - 1;
    for (let at = 0; at < codes.length; at += 1) {
      assertFits(codes[at]!, bits, at);
      const shifted = (codes[at]! & mask) << (start % 8);
      const byte = Math.floor(start / 8);
      bytes[byte]! |= shifted;
      if (shifted > 255) bytes[byte + 1]! |= shifted >> 8;
      start += bits;
    }
  }
  return bytes;
}

/**
 * Integer codes as bytes: the low `bits` bits of each code in two's complement, the first code in the lowest bits of the
 * first byte, the last byte filled up with zeros. This is how ONNX lays out INT2, INT4 and INT8; other widths are laid
 * out alike, so that a code may lie across two bytes.
 *
 * @param codes whole numbers that `bits` bits hold, signed or unsigned.
 * @param bits 1 to 8.
 * @throws DeployError naming the first code that does not fit.
 * @see ONNX IR, "Serialization of 4-bit types" and its 2-bit counterpart in `TensorProto.raw_data`.
 */
export function packCodes(codes: ArrayLike<number>, bits: number): Uint8Array {
  return packRuns([{ codes, bits }]);
}
