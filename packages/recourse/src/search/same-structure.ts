import type { ActionLayout } from './action-layout.ts';

/**
 * Whether two moves have one structure: the same features changed, groups and ordinals to the same category or level,
 * numbers in the same direction.
 */
export function sameStructure(
  layout: ActionLayout,
  a: Float64Array,
  aAt: number,
  b: Float64Array,
  bAt: number,
): boolean {
  for (let f = 0; f < layout.count; f += 1) {
    const p = a[aAt + f]!;
    const q = b[bAt + f]!;
    const discrete = layout.categorical[f] === 1 || layout.ordinal[f] === 1;
    if (discrete ? p !== q : Math.sign(p) !== Math.sign(q)) return false;
  }
  return true;
}
