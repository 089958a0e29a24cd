import type { CellNumber } from '../../cells/aggregates/aggregate-of.ts';
import { curvePoint, styleOf } from './curves.ts';
import type { RowsOfPanel } from './figure-panels.ts';
import type { CurveSeries } from '../blocks/curve-figure.ts';
import { grouped } from '../../cells/grouped.ts';
import { isCrowded, splitCrowded, splitNote } from './split-crowded.ts';
import { isQuantized, type ReportRow, type ReportTable } from './report-cells.ts';

/**
 * The quantized rows of tables in which at least two budgets were run, a panel a table, or several where it is crowded: there
 * without rows of one budget.
 */
export function rowsOfBudgets(tables: readonly ReportTable[]): RowsOfPanel[] {
  const panels = tables
    .map(({ title, methods }) => ({ title, rows: methods.filter(isQuantized) }))
    .filter(({ rows }) => new Set(rows.map(({ budgetBits }) => budgetBits)).size > 1)
    .filter(({ rows }) => grouped(rows, (row) => [row.method]).some((budgets) => budgets.length > 1));
  return panels.flatMap((panel) => {
    if (!isCrowded(panel)) return [panel];
    const several = grouped(panel.rows, (row) => [row.method]).filter((budgets) => budgets.length > 1);
    return splitCrowded([{ ...panel, rows: several.flat() }]);
  });
}

/** One curve a method and recipe over its budgets. */
export function curvesOverBits(rows: readonly ReportRow[], y: CellNumber): CurveSeries[] {
  return grouped(rows, ({ method }) => [method]).map((budgets) => ({
    name: budgets[0].method,
    style: styleOf(budgets[0]),
    points: [...budgets]
      .sort((a, b) => a.budgetBits - b.budgetBits)
      .flatMap(({ cells }) => curvePoint(cells, (cell) => cell.budgetBits, y)),
  }));
}

/** What a reader of a figure over budgets needs to know. */
export function bitsNote(tables: readonly ReportTable[]): string {
  const widths =
    'A method with one width everywhere takes the largest of 2, 3, 4 and 8 bits that the budget allows.';
  const isSplit = tables.some(({ title, methods }) =>
    isCrowded({ title, rows: methods.filter(isQuantized) }),
  );
  return isSplit ? `${widths} ${splitNote} What was run at one budget alone is left out of these.` : widths;
}
