import { DatasetError } from '../internals/dataset-error.ts';
import type { CellOrigin } from '../tables/bad-cell.ts';
import { badCell } from '../tables/bad-cell.ts';
import { readTable } from '../tables/read-table.ts';
import type { Table, TableColumn } from '../tables/table.ts';
import { codeLikeNumbers, codeWarnings, plausibleCodes } from './code-warnings.ts';
import type { CompletePeopleSchema } from './dataset-schema.ts';
import { groupColumn } from './group-column.ts';
import { lookAlikes } from './look-alikes.ts';
import type { CsvColumns } from './read-csv-rows.ts';
import { sourceColumns } from './source-columns.ts';

/** A table and what a reader should know of how it was read. */
export interface ReadCsvTable {
  readonly table: Table;
  readonly warnings: readonly string[];
}

/**
 * The table that a schema makes of rows: its columns, its groups, and the label.
 *
 * @param outcomes The levels of the label, where the schema has one.
 * @throws DatasetError naming line, row and column of the first bad cell.
 */
export function readCsvTable(
  origin: CellOrigin,
  schema: CompletePeopleSchema,
  { header, rows, cells: cellsAt }: CsvColumns,
  outcomes: readonly string[],
): ReadCsvTable {
  // Of two columns of one name, which only ignored ones have, the first.
  const places = new Map(header.map((name, place) => [name, place] as const).toReversed());
  const cells = (name: string) => cellsAt(places.get(name)!);
  const { label, missing, groups } = schema;
  const read = [
    ...Object.keys(schema.columns),
    ...Object.values(groups).flatMap(({ columns }) => Object.values(columns)),
  ];
  const labelled = label === undefined ? [] : [label.column];
  for (const name of [...read, ...labelled]) assertWhole(origin, name, cells(name));
  const sources = sourceColumns(schema, cells);
  const levels = new Map(outcomes.map((outcome) => [outcome, outcome]));
  const columns = [...sources, ...labelled.map((name) => ({ name, kind: 'level', levels }) as const)];
  const { columns: own } = readTable({ ...origin, rows, columns, cells });
  const grouped = Object.entries(groups).map(([name, group]): [string, TableColumn] => [
    name,
    groupColumn(origin, group, missing, cells),
  ]);
  const taken = grouped.find(([name]) => Object.hasOwn(own, name));
  if (taken !== undefined) {
    throw new DatasetError(`${origin.caller}: two columns are called "${taken[0]}". Rename the group.`);
  }
  const warnings = sources.flatMap((source) => {
    const column = own[source.name]!;
    if (column.kind === 'level') {
      const declared = schema.columns[source.name]!;
      return declared.kind === 'numeric' || declared.levels !== undefined
        ? []
        : lookAlikes(source.name, column.levels);
    }
    const ownList = schema.columns[source.name]!.missing !== undefined;
    return ownList || source.kind !== 'number'
      ? []
      : plausibleCodes(source, missing, cells(source.name), column);
  });
  const codes = sources.flatMap(({ name }) => {
    const column = own[name]!;
    return column.kind === 'number' ? (codeLikeNumbers(name, column) ?? []) : [];
  });
  return {
    table: { rows, columns: { ...own, ...Object.fromEntries(grouped) } },
    warnings: [...warnings, ...codeWarnings(codes)],
  };
}

/** A cell with U+FFFD has lost letters, and with them what told it from others. */
function assertWhole(origin: CellOrigin, name: string, cells: readonly string[]): void {
  const row = cells.findIndex((cell) => cell.includes('\uFFFD'));
  if (row < 0) return;
  throw badCell(
    origin,
    name,
    row,
    cells[row]!,
    'text without U+FFFD, which stands where bytes could not be read',
    'read it in its own encoding (pass the bytes and say encoding: latin1 or whatever it is)',
  );
}
