import { readCsvRows } from '../../csv/read-csv-rows.ts';
import { DatasetError } from '../../internals/dataset-error.ts';
import { readTable } from '../../tables/read-table.ts';
import type { SourceColumn } from '../../tables/source-column.ts';
import type { Table } from '../../tables/table.ts';
import { takeTableRows } from '../../tables/take-table-rows.ts';
import { compasSource } from './compas-columns.ts';

const caller = 'compas.parse';
const file = 'compas-scores-two-years.csv';
const named = (...levels: string[]): ReadonlyMap<string, string> =>
  new Map(levels.map((level) => [level, level]));

/** The columns ProPublica's filter reads, beside the kept ones. */
const filterSource: readonly SourceColumn[] = [
  { name: 'days_b_screening_arrest', kind: 'number', integer: true, missing: [''] },
  { name: 'is_recid', kind: 'number', integer: true },
  { name: 'score_text', kind: 'level', levels: named('Low', 'Medium', 'High', 'N/A') },
];

/** Charge degrees of the whole file: `O`, an ordinary traffic offence, is filtered out. */
const wholeSource = [...compasSource, ...filterSource].map((column) =>
  column.name === 'c_charge_degree' && column.kind === 'level'
    ? { ...column, levels: new Map([...column.levels, ['O', 'ordinary traffic offence']]) }
    : column,
);

/**
 * Parses the text of ProPublica's `compas-scores-two-years.csv` and keeps the rows of its published analysis:
 * screened within 30 days of the arrest, `is_recid` known, charge degree not `O`, a score given. Of the file's 53
 * columns only the nine that `compasSource` lists survive; names, birth dates and case numbers are never read
 * beyond splitting the line.
 *
 * @throws DatasetError naming line, row and column of the first bad cell, or an absent column.
 */
export function parseCompas(text: string): Table {
  const { header, rows, lines } = readCsvRows({ caller, file, text });
  // priors_count and decile_score stand twice in the header: the first one is the person's.
  const table = readTable({
    caller,
    file,
    rows: rows.length,
    columns: wholeSource,
    cells: (name) => {
      const index = header.indexOf(name);
      if (index < 0)
        throw new DatasetError(`${caller}: ${file} has no column "${name}". Use the publisher's file.`);
      return rows.map((row) => row[index]!);
    },
    line: (row) => lines[row]!,
  });
  const kept = takeTableRows(
    table,
    rowsKept(table),
    compasSource.map(({ name }) => name),
  );
  const degree = kept.columns['c_charge_degree'];
  if (degree?.kind !== 'level')
    throw new DatasetError(`${caller}: no charge degree was read. Use the publisher's file.`);
  return {
    ...kept,
    columns: { ...kept.columns, c_charge_degree: { ...degree, levels: degree.levels.slice(0, 2) } },
  };
}

function rowsKept({ rows, columns }: Table): Int32Array {
  const number = (name: string, row: number): number => {
    const column = columns[name];
    return column?.kind === 'number' ? column.values[row]! : NaN;
  };
  const level = (name: string, row: number): string | undefined => {
    const column = columns[name];
    return column?.kind === 'level' ? column.levels[column.codes[row]!] : undefined;
  };
  return Int32Array.from({ length: rows }, (_, row) => row).filter(
    (row) =>
      Math.abs(number('days_b_screening_arrest', row)) <= 30 &&
      number('is_recid', row) !== -1 &&
      level('c_charge_degree', row) !== 'ordinary traffic offence' &&
      level('score_text', row) !== 'N/A',
  );
}
