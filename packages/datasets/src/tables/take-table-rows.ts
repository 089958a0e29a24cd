import { selectRows } from '../internals/select-rows.ts';
import type { Table } from './table.ts';

/** A table of the given rows, and, where names are given, of those columns alone. */
export function takeTableRows(
  table: Table,
  rows: Int32Array,
  names: readonly string[] = Object.keys(table.columns),
): Table {
  const columns = Object.entries(table.columns)
    .filter(([name]) => names.includes(name))
    .map(([name, column]) => [
      name,
      column.kind === 'number'
        ? { kind: column.kind, values: Float64Array.from(rows, (row) => column.values[row]!) }
        : { kind: column.kind, levels: column.levels, codes: selectRows(column.codes, rows) },
    ]);
  return { rows: rows.length, columns: Object.fromEntries(columns) as Table['columns'] };
}
