import type { Cell, CellMargin } from '../cells/cell.ts';
import { fixed, formatQuantity, undefinedMark, type QuantityFormat } from './format-quantity.ts';
import { fullPrecisionBits } from '../cells/full-precision-bits.ts';
import type { MethodCells, TableCells } from './summarize-cells.ts';

/** A table of text, not yet drawn. */
export interface TextTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Whether the entries are words, set to the left; numbers, the default, are set to the right. */
  readonly words?: boolean;
}

type Column = readonly [title: string, text: (row: MethodCells) => string];

const percent: QuantityFormat = { digits: 1, factor: 100 };
const points: QuantityFormat = { digits: 1, factor: 100, signed: true };
const share: QuantityFormat = { digits: 3 };
const signedShare: QuantityFormat = { digits: 3, signed: true };
const whole: QuantityFormat = { digits: 0 };

const over = (value: (cell: Cell) => number | null, format: QuantityFormat) => (row: MethodCells) =>
  formatQuantity(row.cells.map(value), format);

const atLead = (value: (margin: CellMargin) => number | null, format: QuantityFormat) =>
  over((cell) => marginOf(cell, cell.leadKappa, value), format);

const method: Column = ['method', (row) => row.method];

const decisions: readonly Column[] = [
  method,
  ['bits', over((cell) => cell.averageBits, { digits: 2 })],
  ['bytes', over((cell) => cell.packedBytes, whole)],
  ['accuracy %', over((cell) => cell.accuracy.student, percent)],
  ['balanced %', over((cell) => cell.balancedAccuracy.student, percent)],
  ['agreement %', over((cell) => cell.agreement, percent)],
  ['drift, points', over((cell) => cell.acceptanceDrift, points)],
  ['over-grant', over((cell) => cell.overGrant, share)],
  ['near-miss', over((cell) => cell.nearMissFidelity, share)],
  ['n near-miss', over((cell) => cell.n.nearMiss, whole)],
];

const recourse: readonly Column[] = [
  method,
  ['VD', atLead((margin) => margin.vd, share)],
  ['faithfulness error', over((cell) => cell.faithfulnessError, share)],
  ['CRG median', atLead((margin) => margin.crgMedian, signedShare)],
  ['CRG mean', atLead((margin) => margin.crgMean, signedShare)],
  ['DirSim', atLead((margin) => margin.dirSim, share)],
  ['ActOverlap', atLead((margin) => margin.actOverlap, share)],
  ['feasible f', atLead((margin) => margin.feasible.teacher, share)],
  ['feasible q', atLead((margin) => margin.feasible.student, share)],
  ['n VD', atLead((margin) => margin.n.vd, whole)],
  ['n CRG', atLead((margin) => margin.n.crg, whole)],
];

const brief: readonly Column[] = [
  method,
  ...decisions.filter(([title]) =>
    ['bits', 'accuracy %', 'agreement %', 'drift, points', 'over-grant'].includes(title),
  ),
  ...recourse.filter(([title]) => title === 'VD'),
  ...decisions.filter(([title]) => title === 'near-miss'),
  ...recourse.filter(([title]) => ['faithfulness error', 'CRG median'].includes(title)),
];

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
  const curve: readonly Column[] = [
    method,
    ...margins.map((kappa): Column => [
      `VD κ=${kappa}`,
      over((cell) => marginOf(cell, kappa, ({ vd }) => vd), share),
    ]),
    ['safe margin', safeMargin],
    ['its price', over((cell) => cell.safeMarginPrice, { digits: 2 })],
  ];
  return [
    draw(title, decisions, shown),
    draw(`${head}: recourse at κ = ${lead}`, recourse, shown),
    draw(`${head}: VD by issue margin κ, and the margin that keeps it at 1 %`, curve, shown),
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
    first.map((cell) => cell.accuracy.teacher),
    percent,
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

function draw(title: string, columns: readonly Column[], rows: readonly MethodCells[]): TextTable {
  return {
    title,
    columns: columns.map(([name]) => name),
    rows: rows.map((row) => columns.map(([, text]) => text(row))),
  };
}

function withBudget(row: MethodCells): MethodCells {
  return { ...row, method: `${row.method} @ ${row.budgetBits}` };
}

function marginOf(cell: Cell, kappa: number, value: (margin: CellMargin) => number | null): number | null {
  const margin = cell.margins.find((one) => one.kappa === kappa);
  return margin === undefined ? null : value(margin);
}

function safeMargin({ cells }: MethodCells): string {
  const above = cells.filter((cell) => cell.safeMarginAbove !== null);
  const reached = formatQuantity(
    cells.map((cell) => cell.safeMargin),
    { digits: 2 },
  );
  if (above.length === 0) return reached;
  const largest = fixed(Math.max(...above.map((cell) => cell.safeMarginAbove ?? 0)), 1);
  const beyond = `> ${largest}${above.length < cells.length ? ` (${above.length} of ${cells.length})` : ''}`;
  return reached === undefinedMark ? beyond : `${reached}; ${beyond}`;
}
