import { aggregates, leadAggregates } from '@cfq/metrics/aggregates';
import { marginAggregates, wideAggregates, type CellAggregate } from '../cells/aggregates/aggregate-names.ts';
import { valueAt } from '../cells/aggregates/aggregate-of.ts';
import type { Cell } from '../cells/cell.ts';
import {
  columnOf,
  countColumnOf,
  directedHeading,
  directionOf,
  formatOf,
  type MethodColumn,
} from './aggregate-columns.ts';
import { fileFlipsColumns, fileFlipsNote } from './file-flips.ts';
import { marksOf } from './marks-of.ts';
import { tableFacts } from './table-facts.ts';
import { fixed, formatQuantity, undefinedMark, type QuantityFormat } from './format-quantity.ts';
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
  return decisionsTable(cells, brief);
}

/**
 * The protocol's tables of one dataset and backbone: decisions; recourse at the leading issue margin; VD over
 * all issue margins with the safe margin and its price. Each entry is mean ± sd over seeds.
 */
export function resultTables(tableCells: TableCells): TextTable[] {
  const { head, shown, notes, ...facts } = tableFacts(tableCells);
  const drop = valueAt('validityDrop');
  const curveColumns: readonly MethodColumn[] = [
    method,
    ...facts.margins.map((kappa): MethodColumn => [
      `${aggregates.validityDrop.symbol} κ=${kappa}${directionOf('validityDrop')}`,
      over((cell) => drop(cell, kappa), formatOf('validityDrop')),
    ]),
    [directedHeading('safeMargin'), safeMargin],
    columnOf('safeMarginPrice'),
  ];
  return [
    decisionsTable(tableCells, decisions),
    draw({ title: `${head}: recourse at κ = ${facts.leadKappa}`, notes }, recourse, {
      rows: shown,
      tableCells,
    }),
    draw(
      { title: `${head}: VD by issue margin κ, and the margin that keeps it at 1 %`, notes },
      curveColumns,
      { rows: shown, tableCells },
    ),
  ];
}

/** The aggregates that {@link resultTables} shows, or {@link briefTable}; what a legend is to explain. */
export function shownAggregates({ brief: short }: { readonly brief: boolean }): CellAggregate[] {
  const columns = short ? brief : [...decisions, ...recourse];
  return [...columns.flatMap(([, , name]) => name ?? []), ...(short ? [] : curve)];
}

function decisionsTable(tableCells: TableCells, columns: readonly MethodColumn[]): TextTable {
  const { head, shown, lead, notes } = tableFacts(tableCells);
  const cells = shown.flatMap((row) => row.cells);
  const flips = columns.includes(bytes) ? fileFlipsColumns(cells) : [];
  return draw(
    { title: `${head}: decisions`, lead, notes: flips.length === 0 ? notes : [...notes, fileFlipsNote] },
    columns.flatMap((column) => (column === bytes ? [bytes, ...flips] : [column])),
    { rows: shown, tableCells },
  );
}

function draw(
  about: Pick<TextTable, 'title' | 'lead' | 'notes'>,
  columns: readonly MethodColumn[],
  { rows, tableCells }: { readonly rows: readonly MethodCells[]; readonly tableCells: TableCells },
): TextTable {
  const entries = rows.map((row) => columns.map(([, text]) => text(row)));
  return {
    ...about,
    columns: columns.map(([name]) => name),
    rows: entries,
    marks: marksOf(
      tableCells,
      columns.map(([, , name]) => name),
    ),
  };
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
