import { selectRows } from '../internals/select-rows.ts';
import type { Table, TableColumn } from './table.ts';

/** A table of the given rows, and, where names are given, of those columns alone. */
export function takeTableRows(
  table: Table,
  rows: Int32Array,
  names: readonly string[] = Object.keys(table.columns),
): Table {
  const columns = Object.entries(table.columns)
    .filter(([name]) => names.includes(name))
    .map(([name, column]) => [name, takeColumnRows(column, rows)]);
  return { rows: rows.length, columns: Object.fromEntries(columns) as Table['columns'] };
}

function takeColumnRows(column: TableColumn, rows: Int32Array): TableColumn {
  const special = column.special && {
    special: { ...column.special, codes: selectRows(column.special.codes, rows) },
  };
  return column.kind === 'number'
    ? { kind: column.kind, values: Float64Array.from(rows, (row) => column.values[row]!), ...special }
    : { kind: column.kind, levels: column.levels, codes: selectRows(column.codes, rows), ...special };
}
