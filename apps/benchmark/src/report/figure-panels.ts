import type { CurvePanel, CurveSeries } from './figures/curve-figure.ts';
import { leadBudget, rowsAtBudget, type ReportRow, type ReportTable } from './report-cells.ts';

/** A panel of a figure and the rows it shows. */
export interface RowsOfPanel {
  readonly title: string;
  readonly rows: readonly ReportRow[];
}

/** The method that is its own teacher: no promise of its can break, and it would hide the axis. */
const trivial = 'fp32';

/** The rows of every table at the budget that figures show, one panel a table. */
export function rowsAtLeadBudget(tables: readonly ReportTable[]): RowsOfPanel[] {
  return tables.flatMap(({ title, methods }) => {
    const budget = leadBudget(methods);
    const rows = (budget === null ? methods : rowsAtBudget(methods, budget)).filter(
      ({ registered }) => registered !== trivial,
    );
    if (rows.length === 0) return [];
    return [{ title: budget === null ? title : `${title}, ${budget} bits`, rows }];
  });
}

/** Panels of curves, without series and panels that have no point. */
export function panelsOf(
  shown: readonly RowsOfPanel[],
  seriesOf: (rows: readonly ReportRow[]) => readonly CurveSeries[],
): CurvePanel[] {
  return shown
    .map(({ title, rows }) => ({
      title,
      series: seriesOf(rows).filter(({ points }) => points.length > 0),
    }))
    .filter(({ series }) => series.length > 0);
}

/** All rows of panels. */
export const allRows = (shown: readonly RowsOfPanel[]): ReportRow[] => shown.flatMap(({ rows }) => rows);
