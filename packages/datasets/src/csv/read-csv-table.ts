import { DatasetError } from '../internals/dataset-error.ts';
import type { CellOrigin } from '../tables/bad-cell.ts';
import { badCell } from '../tables/bad-cell.ts';
import { readLevels } from '../tables/read-levels.ts';
import type { Table, TableColumn } from '../tables/table.ts';
import type { WordKeeper } from '../tables/word-keeper.ts';
import { codeLikeNumbers, codeWarnings, plausibleCodes, type CodeLikeNumbers } from './code-warnings.ts';
import type { ColumnKeepers } from './column-keepers.ts';
import type { CompletePeopleSchema } from './dataset-schema.ts';
import { groupColumn } from './group-column.ts';
import { lookAlikes } from './look-alikes.ts';
import { levelSource } from './source-columns.ts';

/** A table and what a reader should know of how it was read. */
export interface ReadCsvTable {
  readonly table: Table;
  readonly warnings: readonly string[];
}

/**
 * The table that a schema makes of what was kept of a file: its columns, its groups, and the label.
 *
 * @param rows How many there are.
 * @param outcomes The levels of the label, where the schema has one.
 * @throws DatasetError naming line, row and column of the first bad cell.
 */
export function readCsvTable(
  origin: CellOrigin,
  schema: CompletePeopleSchema,
  { numbers, words }: ColumnKeepers,
  rows: number,
  outcomes: readonly string[],
): ReadCsvTable {
  const { label, missing, groups } = schema;
  const grouped = Object.values(groups).flatMap(({ columns }) => Object.values(columns));
  const labelled = label === undefined ? [] : [label.column];
  for (const name of [...Object.keys(schema.columns), ...grouped, ...labelled]) {
    const lost = numbers.get(name)?.keeper.lost() ?? lostWord(words.get(name));
    if (lost !== undefined) throw lostLetters(origin, name, lost);
  }
  const columns: Record<string, TableColumn> = {};
  const [looks, codes]: [string[], CodeLikeNumbers[]] = [[], []];
  for (const [name, column] of Object.entries(schema.columns)) {
    if (column.kind === 'numeric') {
      const { source, keeper } = numbers.get(name)!;
      const read = keeper.column(origin);
      columns[name] = read;
      if (column.missing === undefined)
        looks.push(...plausibleCodes(source, missing, (value) => keeper.absent(value), read));
      const likely = codeLikeNumbers(name, read);
      if (likely !== undefined) codes.push(likely);
    } else {
      const keeper = words.get(name)!;
      const read = readLevels(origin, levelSource(name, column, schema, keeper.words()), keeper.cells());
      columns[name] = read;
      if (column.levels === undefined) looks.push(...lookAlikes(name, read.levels));
    }
  }
  for (const name of labelled) {
    const levels = new Map(outcomes.map((outcome) => [outcome, outcome]));
    columns[name] = readLevels(origin, { name, kind: 'level', levels }, words.get(name)!.cells());
  }
  for (const [name, group] of Object.entries(groups)) {
    const read = groupColumn(origin, group, missing, (column) => words.get(column)!.cells());
    if (Object.hasOwn(columns, name)) {
      throw new DatasetError(`${origin.caller}: two columns are called "${name}". Rename the group.`);
    }
    columns[name] = read;
  }
  return { table: { rows, columns }, warnings: [...looks, ...codeWarnings(codes)] };
}

function lostWord(keeper: WordKeeper | undefined) {
  if (keeper?.words().some((word) => word.includes('\uFFFD')) !== true) return undefined;
  const cells = keeper.cells();
  const row = cells.findIndex((cell) => cell.includes('\uFFFD'));
  return { cell: cells[row]!, row };
}

/** A cell with U+FFFD has lost letters, and with them what told it from others. */
function lostLetters(
  origin: CellOrigin,
  name: string,
  { cell, row }: { readonly cell: string; readonly row: number },
): DatasetError {
  return badCell(
    origin,
    name,
    row,
    cell,
    'text without U+FFFD, which stands where bytes could not be read',
    'read it in its own encoding (pass the bytes and say encoding: latin1 or whatever it is)',
  );
}
