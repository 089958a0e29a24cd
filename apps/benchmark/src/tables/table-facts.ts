import { fullPrecisionBits } from '../cells/full-precision-bits.ts';
import type { MethodCells, TableCells } from './summarize-cells.ts';
import { teacherAndReference } from './teacher-and-reference.ts';
import { markedRow, unfinishedNotes } from './unfinished-rows.ts';

/** What the tables of one dataset, backbone and condition have in common. */
interface TableFacts {
  /** Dataset, backbone, condition: `german, mlp:128-64, actions=actionable`. */
  readonly place: string;
  /** The place with how many seeds. */
  readonly head: string;
  /** The issue margins that lead, as text. */
  readonly leadKappa: string;
  /** The rows under their names: with the budget where there are several, and with the mark of an unfinished teacher. */
  readonly shown: readonly MethodCells[];
  /** Every issue margin, ascending. */
  readonly margins: readonly number[];
  /** The teacher, the reference beside it, and who has recourse at all. */
  readonly lead: readonly string[];
  /** What the marks mean; empty without any. */
  readonly notes: readonly string[];
}

/** See {@link TableFacts}. */
export function tableFacts({ dataset, backbone, condition, methods }: TableCells): TableFacts {
  const cells = methods.flatMap((row) => row.cells);
  const seeds = new Set(cells.map((cell) => cell.seed)).size;
  const budgets = new Set(
    methods.filter((row) => row.budgetBits < fullPrecisionBits).map((row) => row.budgetBits),
  );
  const place = [dataset, backbone, ...(condition === '' ? [] : [condition])].join(', ');
  return {
    place,
    head: `${place}, ${seeds} seed${seeds === 1 ? '' : 's'}`,
    leadKappa: [...new Set(cells.map((cell) => cell.leadKappa))].map(String).join(', '),
    shown: methods.map((row) => markedRow(budgets.size > 1 ? withBudget(row) : row)),
    margins: [...new Set(cells.flatMap((cell) => cell.margins.map(({ kappa }) => kappa)))].sort(
      (a, b) => a - b,
    ),
    lead: teacherAndReference(methods),
    notes: unfinishedNotes(methods),
  };
}

function withBudget(row: MethodCells): MethodCells {
  return { ...row, method: `${row.method} @ ${row.budgetBits}` };
}
