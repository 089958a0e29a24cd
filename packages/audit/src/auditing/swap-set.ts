import type { SwapSet } from '../result/people.ts';

/** Everybody about whom the two margins decide otherwise, by line. */
export function swapSet({
  lines,
  teacherMargins,
  studentMargins,
}: {
  readonly lines: ArrayLike<number>;
  readonly teacherMargins: Float32Array;
  readonly studentMargins: Float32Array;
}): SwapSet {
  const people = [...teacherMargins.keys()]
    .filter((row) => teacherMargins[row]! > 0 !== studentMargins[row]! > 0)
    .map((row) => ({
      line: lines[row]!,
      to: studentMargins[row]! > 0 ? ('approved' as const) : ('denied' as const),
      teacherMargin: teacherMargins[row]!,
      studentMargin: studentMargins[row]!,
    }))
    .sort((one, other) => one.line - other.line);
  const toApproved = people.filter(({ to }) => to === 'approved').length;
  return { toApproved, toDenied: people.length - toApproved, people };
}
