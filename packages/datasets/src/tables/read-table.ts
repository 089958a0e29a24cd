import { DatasetError } from '../internals/dataset-error.ts';
import type { CellOrigin } from './bad-cell.ts';
import { readLevels } from './read-levels.ts';
import { readNumbers } from './read-numbers.ts';
import type { SourceColumn } from './source-column.ts';
import type { TableColumn, Table } from './table.ts';

export interface ReadTableOptions extends CellOrigin {
  readonly rows: number;
  readonly columns: readonly SourceColumn[];
  /** The cells of a column, one per row, as text or as numbers already. */
  readonly cells: (column: string, index: number) => ArrayLike<string | number>;
}

/**
 * Reads cells into a typed table, strictly: a number is a finite decimal number, a level one of those declared.
 *
 * @throws DatasetError naming file, line, row (from 1) and column of the first bad cell.
 */
export function readTable(options: ReadTableOptions): Table {
  const columns: Record<string, TableColumn> = {};
  options.columns.forEach((column, index) => {
    if (Object.hasOwn(columns, column.name)) {
      throw new DatasetError(`${options.caller}: two columns are called "${column.name}". Rename one.`);
    }
    const cells = options.cells(column.name, index);
    columns[column.name] =
      column.kind === 'number' ? readNumbers(options, column, cells) : readLevels(options, column, cells);
  });
  return { rows: options.rows, columns };
}
