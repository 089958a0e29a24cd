import type { CellNumber } from '../../cells/aggregates/aggregate-of.ts';
import { curvePoint, styleOf } from './curves.ts';
import type { RowsOfPanel } from './figure-panels.ts';
import type { CurveSeries } from '../blocks/curve-figure.ts';
import { grouped } from '../../cells/grouped.ts';
import { isQuantized, type ReportRow, type ReportTable } from './report-cells.ts';

/** The quantized rows of tables in which at least two budgets were run, one panel a table. */
export function rowsOfBudgets(tables: readonly ReportTable[]): RowsOfPanel[] {
  return tables
    .map(({ title, methods }) => ({ title, rows: methods.filter(isQuantized) }))
    .filter(({ rows }) => new Set(rows.map(({ budgetBits }) => budgetBits)).size > 1)
    .filter(({ rows }) => grouped(rows, (row) => [row.method]).some((budgets) => budgets.length > 1));
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
export const bitsNote =
  'A method with one width everywhere takes the largest of 2, 3, 4 and 8 bits that the budget allows.';
