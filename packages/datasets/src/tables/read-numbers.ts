import type { CellOrigin } from './bad-cell.ts';
import { numberKeeper } from './number-keeper.ts';
import type { SourceColumn } from './source-column.ts';
import type { NumberColumn } from './table.ts';

/**
 * Reads cells as numbers. A cell is missing or special where it is one of the words, or the same number as one of them.
 *
 * @throws DatasetError naming the first cell that is none of these, or that has another unit than the cells before it.
 */
export function readNumbers(
  origin: CellOrigin,
  column: SourceColumn & { kind: 'number' },
  cells: ArrayLike<string | number>,
): NumberColumn {
  const keeper = numberKeeper(column);
  for (let row = 0; row < cells.length; row++) keeper.add(cells[row]!);
  return keeper.column(origin);
}
