import { DatasetError } from '../internals/dataset-error.ts';
import { missingLabel } from './missing-label.ts';
import type { TableColumn, LevelColumn, NumberColumn, Table } from './table.ts';

/** How the cells of one column of a file are read. */
export type SourceColumn =
  | {
      readonly name: string;
      readonly kind: 'number';
      readonly integer?: boolean;
      readonly missing?: readonly string[];
    }
  | {
      readonly name: string;
      readonly kind: 'level';
      /** Readable level of each code in the file, in level order. Two codes may share a level. */
      readonly levels: ReadonlyMap<string, string>;
      readonly missing?: readonly string[];
    };

export interface ReadTableOptions {
  /** Public function that reads, for error messages. */
  readonly caller: string;
  /** File as people know it, for error messages. */
  readonly file: string;
  readonly rows: number;
  readonly columns: readonly SourceColumn[];
  /** The cells of a column, as text or as numbers already. */
  readonly cells: (column: string, index: number) => ArrayLike<string | number>;
  /** Line of the file that row `row` (from 0) starts at, from 1; absent where the file has no lines. */
  readonly line?: (row: number) => number;
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

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function readNumbers(
  options: ReadTableOptions,
  { name, integer, missing = [] }: SourceColumn & { kind: 'number' },
  cells: ArrayLike<string | number>,
): NumberColumn {
  const values = new Float64Array(options.rows);
  for (let row = 0; row < options.rows; row++) {
    const cell = cells[row]!;
    const value = typeof cell === 'number' ? cell : decimal.test(cell) ? Number(cell) : NaN;
    if (missing.includes(String(cell))) values[row] = NaN;
    else if (Number.isFinite(value) && (integer !== true || Number.isInteger(value))) values[row] = value;
    else throw badCell(options, name, row, cell, integer === true ? 'a whole number' : 'a number');
  }
  return { kind: 'number', values };
}

function readLevels(
  options: ReadTableOptions,
  { name, levels, missing = [] }: SourceColumn & { kind: 'level' },
  cells: ArrayLike<string | number>,
): LevelColumn {
  const labels = [...new Set(levels.values())];
  if (labels.includes(missingLabel)) {
    throw new DatasetError(
      `${options.caller}: column "${name}": "${missingLabel}" is reserved. Rename the level.`,
    );
  }
  const codeOf = new Map([...levels].map(([code, label]) => [code, labels.indexOf(label)]));
  for (const token of missing) if (!codeOf.has(token)) codeOf.set(token, -1);
  const codes = new Int32Array(options.rows);
  for (let row = 0; row < options.rows; row++) {
    const cell = cells[row]!;
    const code = codeOf.get(typeof cell === 'number' ? String(cell) : cell);
    if (code === undefined)
      throw badCell(options, name, row, cell, `one of ${[...levels.keys()].join(', ')}`);
    codes[row] = code;
  }
  return { kind: 'level', levels: labels, codes };
}

/** The error for one bad cell; also for rules that only one parser has. */
export function badCell(
  { caller, file, line }: Pick<ReadTableOptions, 'caller' | 'file' | 'line'>,
  column: string,
  row: number,
  cell: string | number,
  expected: string,
): DatasetError {
  const text = String(cell);
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  const place = line === undefined ? file : `${file} line ${line(row)}`;
  return new DatasetError(
    `${caller}: column "${column}": row ${row + 1} is "${shown}", expected ${expected} (${place}). Correct the file.`,
  );
}
