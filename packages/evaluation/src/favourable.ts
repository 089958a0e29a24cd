/** The favourable class of a record. Labels are 1 where it is the truth and 0 elsewhere. */
export const favourable = 1;

/** `[n]` decisions, 1 or 0, at the given logit margins of the favourable class; a tie is refused. */
export function decisions(margins: Float32Array): Int32Array {
  return Int32Array.from(margins, (margin) => (margin > 0 ? favourable : 0));
}
