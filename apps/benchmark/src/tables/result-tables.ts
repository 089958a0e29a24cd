import { aggregates, headingOf, leadAggregates } from '@cfq/metrics/aggregates';
import { marginAggregates, wideAggregates, type CellAggregate } from '../cells/aggregates/aggregate-names.ts';
import { valueAt } from '../cells/aggregates/aggregate-of.ts';
import type { Cell } from '../cells/cell.ts';
import { columnOf, countColumnOf, formatOf, type MethodColumn } from './aggregate-columns.ts';
import { fixed, formatQuantity, undefinedMark, type QuantityFormat } from './format-quantity.ts';
import { fullPrecisionBits } from '../cells/full-precision-bits.ts';
import type { MethodCells, TableCells } from './summarize-cells.ts';
import type { TextTable } from './text-table.ts';

const whole: QuantityFormat = { digits: 0 };

const over = (value: (cell: Cell) => number | null, format: QuantityFormat) => (row: MethodCells) =>
  formatQuantity(row.cells.map(value), format);

const method: MethodColumn = ['method', (row) => row.method];
const bits: MethodColumn = ['bits', over((cell) => cell.averageBits, { digits: 2 })];
const bytes: MethodColumn = ['bytes', over((cell) => cell.packedBytes, whole)];

const curve: readonly CellAggregate[] = ['safeMargin', 'safeMarginPrice'];
const tabled = (name: CellAggregate) => aggregates[name].shown === 'tables' && !curve.includes(name);

const decisions: readonly MethodColumn[] = [
  method,
  bits,
  bytes,
  ...wideAggregates.filter(tabled).map(columnOf),
  countColumnOf('nearMissFidelity'),
];

const recourse: readonly MethodColumn[] = [
  method,
  ...marginAggregates.filter(tabled).map(columnOf),
  countColumnOf('validityDrop'),
  countColumnOf('counterfactualRecourseGapMedian'),
];

const brief: readonly MethodColumn[] = [method, bits, ...leadAggregates.map(columnOf)];

/** What matters most of {@link resultTables}, one table a dataset and backbone, VD and CRG at the leading issue margin. */
export function briefTable(cells: TableCells): TextTable {
  const { title, shown } = describe(cells);
  return draw(title, brief, shown);
}

/**
 * The protocol's tables of one dataset and backbone: decisions; recourse at the leading issue margin; VD over
 * all issue margins with the safe margin and its price. Each entry is mean ± sd over seeds.
 */
export function resultTables(tableCells: TableCells): TextTable[] {
  const { head, title, lead, shown, margins } = describe(tableCells);
  const drop = valueAt('validityDrop');
  const curveColumns: readonly MethodColumn[] = [
    method,
    ...margins.map((kappa): MethodColumn => [
      `${aggregates.validityDrop.symbol} κ=${kappa}`,
      over((cell) => drop(cell, kappa), formatOf('validityDrop')),
    ]),
    [headingOf(aggregates.safeMargin), safeMargin],
    columnOf('safeMarginPrice'),
  ];
  return [
    draw(title, decisions, shown),
    draw(`${head}: recourse at κ = ${lead}`, recourse, shown),
    draw(`${head}: VD by issue margin κ, and the margin that keeps it at 1 %`, curveColumns, shown),
  ];
}

/** What the tables of one dataset and backbone have in common. */
function describe({ dataset, backbone, condition, methods }: TableCells) {
  const cells = methods.flatMap((row) => row.cells);
  const lead = [...new Set(cells.map((cell) => cell.leadKappa))].map(String).join(', ');
  const seeds = new Set(cells.map((cell) => cell.seed)).size;
  const budgets = [
    ...new Set(methods.filter((row) => row.budgetBits < fullPrecisionBits).map((row) => row.budgetBits)),
  ];
  const first = [...new Map(cells.map((cell) => [cell.seed, cell])).values()];
  const teacher = formatQuantity(
    first.map((cell) => cell.accuracyTeacher),
    formatOf('accuracyTeacher'),
  );
  const denied = formatQuantity(
    first.map((cell) => cell.n.denied),
    whole,
  );
  const test = formatQuantity(
    first.map((cell) => cell.n.test),
    whole,
  );
  const place = [dataset, backbone, ...(condition === '' ? [] : [condition])].join(', ');
  const head = `${place}, ${seeds} seed${seeds === 1 ? '' : 's'}`;
  const shown = budgets.length > 1 ? methods.map(withBudget) : methods;
  const margins = [...new Set(cells.flatMap((cell) => cell.margins.map(({ kappa }) => kappa)))].sort(
    (a, b) => a - b,
  );
  const title = `${head}: decisions (teacher accuracy ${teacher} %, n test ${test}, n denied ${denied})`;
  return { head, title, lead, shown, margins };
}

function draw(title: string, columns: readonly MethodColumn[], rows: readonly MethodCells[]): TextTable {
  return {
    title,
    columns: columns.map(([name]) => name),
    rows: rows.map((row) => columns.map(([, text]) => text(row))),
  };
}

function withBudget(row: MethodCells): MethodCells {
  return { ...row, method: `${row.method} @ ${row.budgetBits}` };
}

function safeMargin({ cells }: MethodCells): string {
  const above = cells.filter((cell) => cell.safeMarginAbove !== null);
  const reached = formatQuantity(
    cells.map((cell) => cell.safeMargin),
    formatOf('safeMargin'),
  );
  if (above.length === 0) return reached;
  const largest = fixed(Math.max(...above.map((cell) => cell.safeMarginAbove ?? 0)), 1);
  const beyond = `> ${largest}${above.length < cells.length ? ` (${above.length} of ${cells.length})` : ''}`;
  return reached === undefinedMark ? beyond : `${reached}; ${beyond}`;
}
