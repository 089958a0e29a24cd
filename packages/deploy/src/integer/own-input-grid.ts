import type { ColumnGrid } from '@cfq/network';
import type { InputGrid } from '../exporting/input-grid.ts';

/**
 * The grid of a network's columns as one of whole numbers of 8 or 16 bits; null where it is none: steps that differ, an
 * offset, or another range.
 */
export function ownInputGrid(grid: ColumnGrid | null): InputGrid | null {
  if (grid === null || grid.scale.length > 1) return null;
  const { lowest, highest } = grid;
  const [scale, offset] = [grid.scale[0]!, grid.offset[0]!];
  const bits = Math.log2(highest - lowest + 1);
  if (offset !== 0 || !(scale > 0) || (bits !== 8 && bits !== 16)) return null;
  return { scale, zeroPoint: -lowest, bits };
}
