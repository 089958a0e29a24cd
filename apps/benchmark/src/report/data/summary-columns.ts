import { formatQuantity, type QuantityFormat } from '../../tables/format-quantity.ts';
import { atLead, type CellNumber } from './curves.ts';
import type { ReportRow } from './report-cells.ts';

/** A column of a table of rows. */
export type RowColumn = readonly [title: string, text: (row: ReportRow) => string];

const percent: QuantityFormat = { digits: 1, factor: 100 };
const share: QuantityFormat = { digits: 3 };

/** A number of every cell of a row as mean ± sd over seeds. */
const over =
  (value: CellNumber, format: QuantityFormat) =>
  ({ cells }: ReportRow): string =>
    formatQuantity(cells.map(value), format);

/** The same for what mostly does not vary: one number where all seeds agree. */
const settled =
  (value: CellNumber, format: QuantityFormat) =>
  (row: ReportRow): string => {
    const values = new Set(row.cells.map(value));
    return values.size === 1 ? formatQuantity([...values], format) : over(value, format)(row);
  };

/** The columns that tables are made of; numbers at the leading issue margin. */
export const summaryColumns = {
  method: ['method', ({ method }) => method],
  seeds: ['seeds', ({ cells }) => String(cells.length)],
  bits: ['bits', settled((cell) => cell.averageBits, { digits: 2 })],
  bytes: ['bytes', settled((cell) => cell.packedBytes, { digits: 0 })],
  accuracy: ['accuracy %', over((cell) => cell.accuracy.student, percent)],
  agreement: ['agreement %', over((cell) => cell.agreement, percent)],
  drift: ['drift, points', over((cell) => cell.acceptanceDrift, { ...percent, signed: true })],
  overGrant: ['over-grant', over((cell) => cell.overGrant, share)],
  vd: [
    'VD',
    over(
      atLead((margin) => margin.vd),
      share,
    ),
  ],
  nearMiss: ['near-miss', over((cell) => cell.nearMissFidelity, share)],
  faithfulnessError: ['faithfulness error', over((cell) => cell.faithfulnessError, share)],
  crgMedian: [
    'CRG median',
    over(
      atLead((margin) => margin.crgMedian),
      { digits: 3, signed: true },
    ),
  ],
  dirSim: [
    'DirSim',
    over(
      atLead((margin) => margin.dirSim),
      share,
    ),
  ],
  feasibleTeacher: [
    'feasible f',
    over(
      atLead((margin) => margin.feasible.teacher),
      share,
    ),
  ],
  feasibleStudent: [
    'feasible q',
    over(
      atLead((margin) => margin.feasible.student),
      share,
    ),
  ],
  denied: ['denied', settled((cell) => cell.n.denied, { digits: 0 })],
  people: [
    'n VD',
    over(
      atLead((margin) => margin.n.vd),
      { digits: 0 },
    ),
  ],
  studentSeconds: ['student, s', over((cell) => cell.seconds.student, { digits: 2 })],
} as const satisfies Readonly<Record<string, RowColumn>>;

/** Rows as a table of text. */
export function rowTable(title: string, columns: readonly RowColumn[], rows: readonly ReportRow[]) {
  return {
    title,
    columns: columns.map(([name]) => name),
    rows: rows.map((row) => columns.map(([, text]) => text(row))),
  };
}
