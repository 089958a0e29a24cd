import type { ActionSet } from '../../actions/action-set.ts';

/**
 * How far two rows are from each other: the sum over all features, immutable ones too, of the encoded difference of numbers
 * and ordinals, and of 1 for another category; times the weight of the feature.
 *
 * @param weights - By feature.
 * @returns A function of two arrays of rows and where in them the rows start.
 */
export function rowDistance(
  { features }: ActionSet,
  weights: ArrayLike<number>,
): (a: ArrayLike<number>, aAt: number, b: ArrayLike<number>, bAt: number) => number {
  const start = Int32Array.from(features, (feature) => feature.start);
  const end = Int32Array.from(features, (feature) => feature.start + feature.width);
  return (a, aAt, b, bAt) => {
    let sum = 0;
    for (let f = 0; f < start.length; f += 1) {
      const first = start[f]!;
      if (end[f]! === first + 1) {
        sum += weights[f]! * Math.abs(a[aAt + first]! - b[bAt + first]!);
        continue;
      }
      for (let c = first; c < end[f]!; c += 1) {
        if (a[aAt + c] === b[bAt + c]) continue;
        sum += weights[f]!;
        break;
      }
    }
    return sum;
  };
}
