import type { Cell } from '../../cells/cell.ts';
import { grouped } from '../../cells/grouped.ts';
import { fullPrecisionBits } from '../../cells/full-precision-bits.ts';
import type { MethodCells, TableCells } from '../../tables/summarize-cells.ts';
import type { ReportContext } from '../blocks/section.ts';
import { conditionOf, recipeOf } from '../../cells/labels.ts';

/** The cells of one method, recipe and budget under one condition, one a seed. `method` is the name shown. */
export interface ReportRow extends MethodCells {
  /** The name in the registry. */
  readonly registered: string;
  /** What differs from the method's recipe; empty where nothing does. */
  readonly recipe: string;
  /** Whether it trains a teacher of its own, and keeps other promises than the other rows. */
  readonly own: boolean;
}

/** Cells that may be compared: one dataset and backbone, evaluated under one condition. */
export interface ReportTable extends TableCells {
  /** What differs from the protocol in how the cells are evaluated; empty where nothing does. */
  readonly condition: string;
  /** For people: dataset, backbone and condition. */
  readonly title: string;
  readonly methods: readonly ReportRow[];
}

/**
 * Sorts cells into tables and rows, in the order in which they first occur. The names of methods with a teacher of
 * their own end in ‡.
 */
export function reportTables(
  cells: readonly Cell[],
  { ownTeacher }: Pick<ReportContext, 'ownTeacher'>,
): ReportTable[] {
  return grouped(cells, (cell) => [cell.dataset, cell.backbone, conditionOf(cell)]).map((table) => {
    const [{ dataset, backbone }] = table;
    const condition = conditionOf(table[0]);
    return {
      dataset,
      backbone,
      condition,
      title: [dataset, backbone, ...(condition === '' ? [] : [condition])].join(', '),
      methods: grouped(table, (cell) => [cell.method, recipeOf(cell), cell.budgetBits]).map((row) => {
        const [{ method, budgetBits }] = row;
        const recipe = recipeOf(row[0]);
        const own = ownTeacher(method);
        return {
          method: [`${method}${own ? ' ‡' : ''}`, ...(recipe === '' ? [] : [recipe])].join(', '),
          registered: method,
          own,
          recipe,
          budgetBits,
          cells: row.sort((a, b) => a.seed - b.seed),
        };
      }),
    };
  });
}

/** Whether a row is a quantized model. */
export const isQuantized = ({ budgetBits }: MethodCells): boolean => budgetBits < fullPrecisionBits;

/**
 * The budgets of quantized rows, ascending, that tables and panels are made for: those at which at least two methods
 * were run, or all where there is none. What has a width of its own (`ptq8`) is shown at the nearest of them.
 */
export function sharedBudgets(rows: readonly ReportRow[]): number[] {
  const quantized = rows.filter(isQuantized);
  const budgets = [...new Set(quantized.map((row) => row.budgetBits))].sort((a, b) => a - b);
  const shared = budgets.filter((bits) => quantized.filter((row) => row.budgetBits === bits).length > 1);
  return shared.length > 0 ? shared : budgets;
}

/** The rows shown at one budget: its own, full precision, and lone ones nearest to it, named with their budget. */
export function rowsAtBudget(rows: readonly ReportRow[], budgetBits: number): ReportRow[] {
  const budgets = sharedBudgets(rows);
  return rows
    .filter((row) => !isQuantized(row) || nearest(budgets, row.budgetBits) === budgetBits)
    .map((row) =>
      isQuantized(row) && row.budgetBits !== budgetBits
        ? { ...row, method: `${row.method} @ ${row.budgetBits}` }
        : row,
    );
}

/** The budget that figures of one budget show: the protocol's 4 bits, or the one nearest to it; null without one. */
export function leadBudget(rows: readonly ReportRow[]): number | null {
  const budgets = sharedBudgets(rows);
  return budgets.length === 0 ? null : nearest(budgets, 4);
}

function nearest(budgets: readonly number[], bits: number): number {
  return budgets.reduce((best, one) => (Math.abs(one - bits) < Math.abs(best - bits) ? one : best));
}
