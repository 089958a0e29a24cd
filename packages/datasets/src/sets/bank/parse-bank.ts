import { readCsvRows } from '../../csv/read-csv-rows.ts';
import { DatasetError } from '../../internals/dataset-error.ts';
import { readTable } from '../../tables/read-table.ts';
import type { Table } from '../../tables/table.ts';
import { bankSource } from './bank-columns.ts';

/**
 * Parses the text of the publisher's `bank-full.csv`: 17 cells a line separated by semicolons, words in quotes,
 * `unknown` for a missing category, −1 days where a client was not called in an earlier campaign.
 *
 * @throws DatasetError naming line, row and column of the first bad cell, or another header.
 */
export function parseBank(text: string): Table {
  const caller = 'bank.parse';
  const file = 'bank-full.csv';
  const { header, rows, lines } = readCsvRows({ caller, file, text, delimiter: ';' });
  const expected = bankSource.map(({ name }) => name).join(';');
  if (header.join(';') !== expected) {
    throw new DatasetError(
      `${caller}: the header of ${file} (expected ${expected}, got ${header.join(';')}). Use the publisher's file.`,
    );
  }
  return readTable({
    caller,
    file,
    rows: rows.length,
    columns: bankSource,
    cells: (_, index) => rows.map((row) => row[index]!),
    line: (row) => lines[row]!,
  });
}
