import type { ActionLayout } from './action-layout.ts';

/** Whether two moves change the same features, to whatever values. */
export function sameFeatures(
  { count }: ActionLayout,
  a: Float64Array,
  aAt: number,
  b: Float64Array,
  bAt: number,
): boolean {
  for (let f = 0; f < count; f += 1) {
    if ((a[aAt + f] === 0) !== (b[bAt + f] === 0)) return false;
  }
  return true;
}
