import type { People, Subgroup, Table, TableColumn } from '@cfq/datasets';

function columnAt(column: TableColumn, rows: Int32Array): TableColumn {
  const special = column.special && {
    special: { ...column.special, codes: rows.map((row) => column.special!.codes[row]!) },
  };
  return column.kind === 'number'
    ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]!), ...special }
    : { ...column, codes: rows.map((row) => column.codes[row]!), ...special };
}

const tableAt = ({ columns }: Table, rows: Int32Array): Table => ({
  rows: rows.length,
  columns: Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, columnAt(column, rows)]),
  ),
});

const groupAt = ({ levels, codes }: Subgroup, rows: Int32Array): Subgroup => ({
  levels,
  codes: rows.map((row) => codes[row]!),
});

/** Some of the people, in the order given, with their lines of the file. */
export function peopleAt(people: People, rows: Int32Array): People {
  const { table, subgroups, lines, y } = people;
  return {
    ...people,
    table: tableAt(table, rows),
    subgroups: Object.fromEntries(
      Object.entries(subgroups).map(([name, group]) => [name, groupAt(group, rows)]),
    ),
    lines: rows.map((row) => lines[row]!),
    y: y && rows.map((row) => y[row]!),
  };
}
