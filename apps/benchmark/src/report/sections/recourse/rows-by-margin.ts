import { formatQuantity, type QuantityFormat } from '../../../tables/format-quantity.ts';
import { ascending } from '../../data/curves.ts';
import type { ReportRow } from '../../data/report-cells.ts';

/** A column of a measure at one margin. */
export type MarginColumn<Margin> = readonly [
  title: string,
  value: (margin: Margin) => number | null,
  QuantityFormat,
];

/** A row for every method and κ: the columns' means over cells, where a measure was taken. */
export function rowsByMargin<Margin extends { readonly kappa: number }>(
  rows: readonly ReportRow[],
  columns: readonly MarginColumn<Margin>[],
  measuresOf: (row: ReportRow) => readonly { readonly margins: readonly Margin[] }[],
): string[][] {
  const all = rows.flatMap(measuresOf);
  const kappas = ascending(all.flatMap(({ margins }) => margins.map(({ kappa }) => kappa)));
  return rows.flatMap((row) =>
    kappas.map((kappa) => [
      `${row.method} @ ${row.budgetBits}`,
      String(kappa),
      ...columns.map(([, value, format]) =>
        formatQuantity(
          measuresOf(row).map(({ margins }) => {
            const margin = margins.find((one) => one.kappa === kappa);
            return margin === undefined ? null : value(margin);
          }),
          format,
        ),
      ),
    ]),
  );
}
