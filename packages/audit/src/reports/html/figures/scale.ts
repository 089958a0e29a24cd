/** A linear scale from values to pixels. */
export interface Scale {
  (value: number): number;
}

/** Maps `[from, to]` to `[left, right]`; values beyond end at the edge. A range of no width maps to its middle. */
export function scale(
  [from, to]: readonly [number, number],
  [left, right]: readonly [number, number],
): Scale {
  return (value) => {
    if (!(to > from)) return (left + right) / 2;
    const share = Math.min(1, Math.max(0, (value - from) / (to - from)));
    return Math.round((left + share * (right - left)) * 100) / 100;
  };
}

/** The least round number that is no less: 1, 2 or 5 times a power of ten. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value * (1 - 1e-9))!;
}
