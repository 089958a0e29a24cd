import { gridBeyond } from '../../actions/grid.ts';
import { levelsOf, type ActionLayout } from '../action-layout.ts';

/** A change of one feature of one person. */
export interface FeatureChange {
  readonly feature: number;
  readonly row: number;
  /** The entry of the move. */
  readonly change: number;
  /** A smaller one from which to look, 0 for none. */
  readonly low: number;
  /** How many equal parts of the way numbers are looked at. */
  readonly parts: number;
}

/**
 * Changes of a feature smaller than one it has, ascending in size: none at all where `low` is 0, levels, and numbers at even
 * parts of the way, on a grid the value just beyond.
 */
export function smallerChanges(
  layout: ActionLayout,
  { feature: f, row, change, low, parts }: FeatureChange,
): number[] {
  if (layout.categorical[f] === 1) return [0];
  const sign = Math.sign(change);
  const own = layout.x[row * layout.width + layout.start[f]!]!;
  const isSmaller = (size: number) => size * sign >= 0 && size * sign < change * sign;
  if (layout.ordinal[f] === 1) {
    const levels = Array.from(levelsOf(layout, f, row), (value) => value - own).filter(isSmaller);
    return [...new Set([0, ...levels])].sort((a, b) => (a - b) * sign);
  }
  const grid = layout.grid[f];
  const first = low === 0 ? 0 : 1;
  const changes = Array.from({ length: parts - first }, (_, i) => {
    const plain = low + ((change - low) * (i + first)) / parts;
    return grid === undefined || plain === 0 ? plain : gridBeyond(grid, own + plain, sign) - own;
  });
  return [...new Set(changes)].filter((one) => isSmaller(one) && (one === 0 || one !== low));
}
