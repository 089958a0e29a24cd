/** The favourable class of a record. Labels are 1 where it is the truth and 0 elsewhere. */
export const favourable = 1;

/** `[n]` decisions, 1 or 0, at the given logit margins of the favourable class; a tie is refused. */
export function decisions(margins: Float32Array): Int32Array {
  const decided = new Int32Array(margins.length);
  for (let row = 0; row < margins.length; row += 1) decided[row] = margins[row]! > 0 ? favourable : 0;
  return decided;
}
