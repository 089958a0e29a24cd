/** Share of the approved, those with the smallest margins, who count as just above the boundary. */
const justAbove = 0.25;

/**
 * Rows of people who are approved, but only just: evenly spaced over the quarter of the approved with the smallest
 * margins. The same for both files, since the teacher says who they are.
 *
 * @param margins `[n]` the teacher's logit margins
 * @param count how many are wanted; fewer where fewer are approved
 * @returns rows, ascending by margin; none where nobody is approved
 */
export function referencePeople(margins: Float32Array, count: number): Int32Array {
  const approved = Array.from(margins.keys())
    .filter((row) => margins[row]! > 0)
    .sort((one, other) => margins[one]! - margins[other]! || one - other);
  const among = Math.min(approved.length, Math.max(count, Math.ceil(justAbove * approved.length)));
  const taken = Math.min(count, among);
  return Int32Array.from({ length: taken }, (_, place) => approved[Math.floor((place * among) / taken)]!);
}
