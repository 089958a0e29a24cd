import { DeployError } from '../deploy-error.ts';

/** Codes as digits of whole bytes. */
export interface DigitCoded {
  /** How many codes there are from the least to the greatest that occurs: the base of the digits. */
  readonly levels: number;
  /** The code that the digit 0 stands for. */
  readonly lowest: number;
  /** How many codes follow one another. */
  readonly count: number;
  /** Codes a byte. */
  readonly perByte: number;
  /** The codes, the first of a byte its lowest digit; the last byte is filled with zeros. */
  readonly bytes: Uint8Array;
}

/**
 * How many digits of a base fit into a byte, each byte for itself: five of three levels, three of five or six.
 *
 * @param levels a whole number from 1 to 256; of one level 8 are said to fit, as of two.
 */
export function digitsPerByte(levels: number): number {
  let digits = 1;
  while (Math.max(levels, 2) ** (digits + 1) <= 256) digits += 1;
  return digits;
}

/**
 * Codes of a layer as digits, as many a byte as fit: 1.6 bits for each of three levels, whose information is 1.58.
 *
 * @param codes whole numbers, at least one, no more than 255 apart.
 * @throws DeployError where there are none, or they are further apart.
 */
export function digitEncode(codes: ArrayLike<number>): DigitCoded {
  const all = Array.from(codes);
  let [lowest, highest] = [Infinity, -Infinity];
  for (const code of all) {
    lowest = Math.min(lowest, code);
    highest = Math.max(highest, code);
  }
  const levels = highest - lowest + 1;
  if (!(levels >= 1 && levels <= 256)) {
    throw new DeployError(
      `digitEncode: codes are digits of a byte (expected at least one code and 256 levels at most, got ${all.length} codes` +
        `${all.length === 0 ? '' : ` over ${levels} levels`}). Pass the codes of one layer.`,
    );
  }
  const perByte = digitsPerByte(levels);
  const bytes = new Uint8Array(Math.ceil(all.length / perByte));
  all.forEach((code, at) => {
    bytes[Math.floor(at / perByte)]! += (code - lowest) * levels ** (at % perByte);
  });
  return { levels, lowest, count: all.length, perByte, bytes };
}

/** The codes again, exactly. */
export function digitDecode({ levels, lowest, count, perByte, bytes }: DigitCoded): Int32Array {
  return Int32Array.from(
    { length: count },
    (_, at) => lowest + (Math.floor(bytes[Math.floor(at / perByte)]! / levels ** (at % perByte)) % levels),
  );
}
