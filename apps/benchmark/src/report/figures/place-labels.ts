/** A label that asks for a place along one axis, in pixels. */
export interface WantedLabel {
  /** Where its centre would stand. */
  readonly at: number;
  /** What it takes. */
  readonly height: number;
}

interface Stack {
  readonly members: readonly number[];
  readonly height: number;
  readonly top: number;
}

/**
 * Moves labels along one axis until none overlaps, by stacking neighbours around the mean of their wanted places, and
 * keeps them within their range where they fit.
 *
 * @param range lowest and highest place of any part of a label
 * @returns the centre of each label, in the order given; labels keep their relative order
 */
export function placeLabels(
  wanted: readonly WantedLabel[],
  [low, high]: readonly [number, number],
): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a]!.at - wanted[b]!.at || a - b);
  const stacks: Stack[] = [];
  const stack = (members: readonly number[]): Stack => {
    const height = members.reduce((sum, index) => sum + wanted[index]!.height, 0);
    let above = 0;
    let tops = 0;
    for (const index of members) {
      tops += wanted[index]!.at - wanted[index]!.height / 2 - above;
      above += wanted[index]!.height;
    }
    return { members, height, top: Math.max(low, Math.min(high - height, tops / members.length)) };
  };
  for (const index of order) {
    let next = stack([index]);
    for (let last = stacks.at(-1); last !== undefined; last = stacks.at(-1)) {
      if (next.top >= last.top + last.height) break;
      stacks.pop();
      next = stack([...last.members, ...next.members]);
    }
    stacks.push(next);
  }
  const centres = new Array<number>(wanted.length);
  for (const { members, top } of stacks) {
    let at = top;
    for (const index of members) {
      centres[index] = at + wanted[index]!.height / 2;
      at += wanted[index]!.height;
    }
  }
  return centres;
}
