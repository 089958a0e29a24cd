import { QuantizerError } from '../quantizer-error.ts';

/** The integer codes that a bit-width offers: `low … high`, both inclusive. */
export interface IntegerGrid {
  /** Smallest code. */
  readonly low: number;
  /** Largest code. */
  readonly high: number;
  /** Whether codes are stored in a signed (`int`) or unsigned (`uint`) type. */
  readonly signed: boolean;
}

/** Smallest and largest bit-width that a quantizer of this package accepts. */
export const bitRange = { min: 2, max: 8 } as const;

/** Largest bit-width of a grid whose codes are stored nowhere. */
const mostActivationBits = 16;

/**
 * Refuses a bit-width that is not a whole number from 2 on.
 *
 * @throws QuantizerError when `bits` is outside the range or fractional.
 */
function assertBits(caller: string, bits: number, most: number = bitRange.max): void {
  if (Number.isInteger(bits) && bits >= bitRange.min && bits <= most) return;
  throw new QuantizerError(
    `${caller}: bits must be a whole number in [${bitRange.min}, ${most}] (got ${bits}). ` +
      `Use 2 to ${most} bits, or leave the tensor unquantized.`,
  );
}

/**
 * The full two's-complement grid `[-2^(b-1), 2^(b-1) - 1]`, as in Esser et al. 2020 §2.1 (`Q_N = 2^(b-1)`,
 * `Q_P = 2^(b-1) - 1`). The full range, not the one restricted to `±(2^(b-1) - 1)`: at 2 bits the restriction
 * would cost a quarter of the levels.
 *
 * @throws QuantizerError for a bit-width outside [2, 8].
 */
export function signedGrid(bits: number): IntegerGrid {
  assertBits('signedGrid', bits);
  return { low: -(2 ** (bits - 1)), high: 2 ** (bits - 1) - 1, signed: true };
}

/**
 * The grid `[0, 2^b - 1]` of values that are never negative, or of affine codes (Esser et al. 2020 §2.1:
 * `Q_N = 0`, `Q_P = 2^b - 1`).
 *
 * @throws QuantizerError for a bit-width outside [2, 8].
 */
export function unsignedGrid(bits: number): IntegerGrid {
  assertBits('unsignedGrid', bits);
  return { low: 0, high: 2 ** bits - 1, signed: false };
}

/**
 * {@link unsignedGrid} of hidden outputs, which a file rounds in float operations and does not store: up to 16 bits.
 *
 * @throws QuantizerError for a bit-width outside [2, 16].
 */
export function activationGrid(bits: number): IntegerGrid {
  assertBits('activationGrid', bits, mostActivationBits);
  return { low: 0, high: 2 ** bits - 1, signed: false };
}
