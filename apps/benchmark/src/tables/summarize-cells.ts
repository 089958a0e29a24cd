import type { Cell } from '../cells/cell.ts';
import { grouped } from '../cells/grouped.ts';
import { conditionOf, recipeOf } from '../cells/labels.ts';

/** The cells of one method at one budget, one a seed. */
export interface MethodCells {
  /** The method, and what differs from its recipe: `cfq, K=1`. */
  readonly method: string;
  readonly budgetBits: number;
  /** By ascending seed. */
  readonly cells: readonly Cell[];
}

/** The cells of one dataset and backbone, evaluated alike: one table. */
export interface TableCells {
  readonly dataset: string;
  readonly backbone: string;
  /** What differs from the protocol in teacher or evaluation; empty where nothing does. */
  readonly condition: string;
  /** In the order in which they first occur. */
  readonly methods: readonly MethodCells[];
}

/**
 * Sorts cells into tables and rows, keeping the order in which datasets, backbones, conditions and methods first occur.
 */
export function summarizeCells(cells: readonly Cell[]): TableCells[] {
  return grouped(cells, (cell) => [cell.dataset, cell.backbone, conditionOf(cell)]).map((table) => ({
    dataset: table[0].dataset,
    backbone: table[0].backbone,
    condition: conditionOf(table[0]),
    methods: grouped(table, (cell) => [rowName(cell), cell.budgetBits]).map((row) => ({
      method: rowName(row[0]),
      budgetBits: row[0].budgetBits,
      cells: row.sort((a, b) => a.seed - b.seed),
    })),
  }));
}

function rowName(cell: Cell): string {
  const recipe = recipeOf(cell);
  return recipe === '' ? cell.method : `${cell.method}, ${recipe}`;
}
