/** What a full-precision method counts as, in bits per weight. */
export const fullPrecisionBits = 32;
