import { readTable } from '../../tables/read-table.ts';
import { splitLines } from '../../tables/split-lines.ts';
import type { Table } from '../../tables/table.ts';
import { germanSource } from './german-columns.ts';

/**
 * Parses the text of the publisher's `german.data`: 21 cells a line, separated by single spaces, codes A11, A12, …
 * for categories.
 *
 * @throws DatasetError naming line, row and column of the first bad cell.
 */
export function parseGerman(text: string): Table {
  const file = 'german.data';
  const { rows, lines } = splitLines({ caller: 'german.parse', file, text, separator: ' ', cells: 21 });
  return readTable({
    caller: 'german.parse',
    file,
    rows: rows.length,
    columns: germanSource,
    cells: (_, index) => rows.map((row) => row[index]!),
    line: (row) => lines[row]!,
  });
}
