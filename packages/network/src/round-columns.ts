import { roundToStep } from './round-to-step.ts';
import type { ColumnGrid } from './model/column-grid.ts';

/**
 * Columns on their grid, in float32.
 *
 * @param data rows of `width` columns, row-major.
 */
export function roundColumns(data: Float32Array, width: number, grid: ColumnGrid): Float32Array {
  const { scale, offset, lowest, highest } = grid;
  const isShared = scale.length === 1;
  return data.map((value, at) => {
    const column = isShared ? 0 : at % width;
    const [step, from] = [scale[column]!, offset[column]!];
    return Math.fround(roundToStep(Math.fround(value - from), step, lowest, highest) * step) + from;
  });
}
