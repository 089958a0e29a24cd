import { badCell } from '../../tables/bad-cell.ts';
import { readTable } from '../../tables/read-table.ts';
import { splitLines } from '../../tables/split-lines.ts';
import type { Table } from '../../tables/table.ts';
import { adultSource, educationLevels } from './adult-columns.ts';

/** The texts of the publisher's two files. */
export interface AdultTexts {
  /** `adult.data` */
  readonly train: string;
  /** `adult.test`: a line starting with `|` is a comment, every label ends in a full stop. */
  readonly test: string;
}

const caller = 'adult.parse';

/**
 * Parses Adult: 15 cells a line separated by comma and space, `?` for a missing category. The rows of the test file
 * follow those of the training file.
 *
 * @throws DatasetError naming file, line, row and column of the first bad cell; also where `education` and
 * `education-num` disagree.
 */
export function parseAdult({ train, test }: AdultTexts): { table: Table; testStart: number } {
  const data = { file: 'adult.data', ...rowsOf('adult.data', train) };
  const held = { file: 'adult.test', ...rowsOf('adult.test', test) };
  held.rows.forEach((row, index) => {
    const label = row[14]!;
    if (!label.endsWith('.')) {
      const where = { caller, file: held.file, line: () => held.lines[index]! };
      throw badCell(where, 'income', index, label, 'one of <=50K., >50K.');
    }
    row[14] = label.slice(0, -1);
  });
  const [first, second] = [data, held].map((part) => {
    const where = { caller, file: part.file, line: (row: number) => part.lines[row]! };
    part.rows.forEach((row, index) => {
      const expected = String(educationLevels.indexOf(row[3]!) + 1);
      if (expected !== '0' && row[4] !== expected) {
        throw badCell(where, 'education-num', index, row[4]!, `${expected}, since education is ${row[3]}`);
      }
    });
    return where;
  });
  // Each file is read alone first, so that an error counts rows within its own file.
  for (const [part, where] of [
    [data, first!],
    [held, second!],
  ] as const)
    read(part.rows, where);
  return {
    table: read([...data.rows, ...held.rows], { caller, file: 'both files' }),
    testStart: data.rows.length,
  };
}

function rowsOf(file: string, text: string): { rows: string[][]; lines: number[] } {
  return splitLines({ caller, file, text, separator: ', ', cells: 15, skip: (line) => line.startsWith('|') });
}

function read(
  rows: string[][],
  where: { caller: string; file: string; line?: (row: number) => number },
): Table {
  return readTable({
    ...where,
    rows: rows.length,
    columns: adultSource,
    cells: (_, index) => rows.map((row) => row[index]!),
  });
}
