import type { CellNumber } from '../../cells/aggregates/aggregate-of.ts';
import type { CellAggregate } from '../../cells/aggregates/aggregate-names.ts';
import { markedRow } from '../../tables/unfinished-rows.ts';
import { countColumnOf } from '../../tables/aggregate-columns.ts';
import { formatQuantity, type QuantityFormat } from '../../tables/format-quantity.ts';
import type { ReportRow } from './report-cells.ts';

/** A column of a table of rows. */
export type RowColumn = readonly [title: string, text: (row: ReportRow) => string, aggregate?: CellAggregate];

/** What mostly does not vary over seeds: one number where all agree, mean ± sd otherwise. */
const settled =
  (value: CellNumber, format: QuantityFormat) =>
  ({ cells }: ReportRow): string => {
    const values = new Set(cells.map(value));
    return formatQuantity(values.size === 1 ? [...values] : cells.map(value), format);
  };

/** The columns of tables beside those of the aggregates. */
export const summaryColumns = {
  method: ['method', (row) => markedRow(row).method],
  seeds: ['seeds', ({ cells }) => String(cells.length)],
  bits: ['bits', settled((cell) => cell.averageBits, { digits: 2 })],
  bytes: ['bytes', settled((cell) => cell.packedBytes, { digits: 0 })],
  people: countColumnOf('validityDrop'),
  studentSeconds: [
    'student, s',
    ({ cells }) =>
      formatQuantity(
        cells.map((cell) => cell.seconds.student),
        { digits: 2 },
      ),
  ],
} as const satisfies Readonly<Record<string, RowColumn>>;

/** Rows as a table of text. */
export function rowTable(title: string, columns: readonly RowColumn[], rows: readonly ReportRow[]) {
  return {
    title,
    columns: columns.map(([name]) => name),
    rows: rows.map((row) => columns.map(([, text]) => text(row))),
  };
}
