import type { Cell } from './cell.ts';

/** The cells of one method at one budget, one a seed. */
export interface MethodCells {
  readonly method: string;
  readonly budgetBits: number;
  /** By ascending seed. */
  readonly cells: readonly Cell[];
}

/** The cells of one dataset and backbone: one table. */
export interface TableCells {
  readonly dataset: string;
  readonly backbone: string;
  /** In the order in which they first occur. */
  readonly methods: readonly MethodCells[];
}

/** Sorts cells into tables and rows, keeping the order in which datasets, backbones and methods first occur. */
export function summarizeCells(cells: readonly Cell[]): TableCells[] {
  return groupBy(cells, ({ dataset, backbone }) => `${dataset}\n${backbone}`).map((table) => ({
    dataset: table[0].dataset,
    backbone: table[0].backbone,
    methods: groupBy(table, ({ method, budgetBits }) => `${method}\n${budgetBits}`).map((row) => ({
      method: row[0].method,
      budgetBits: row[0].budgetBits,
      cells: row.sort((a, b) => a.seed - b.seed),
    })),
  }));
}

type NonEmpty<T> = [T, ...T[]];

function groupBy<T>(items: readonly T[], key: (item: T) => string): NonEmpty<T>[] {
  const groups = new Map<string, NonEmpty<T>>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
