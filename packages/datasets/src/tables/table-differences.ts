import type { TableColumn, Table } from './table.ts';

/** A cell in which two tables differ; `row` is −1 where a whole column does. */
export interface TableDifference {
  readonly column: string;
  readonly row: number;
}

/**
 * The cells in which two tables differ, by what they hold (numbers, level names, missing), not by how it is coded.
 * Tables of unequal length, and columns only one of them has, count as one difference each.
 */
export function tableDifferences(left: Table, right: Table): TableDifference[] {
  const differences: TableDifference[] = [];
  for (const column of new Set([...Object.keys(left.columns), ...Object.keys(right.columns)])) {
    const [a, b] = [left.columns[column], right.columns[column]];
    if (a === undefined || b === undefined || left.rows !== right.rows || a.kind !== b.kind) {
      differences.push({ column, row: -1 });
      continue;
    }
    for (let row = 0; row < left.rows; row++) {
      if (!Object.is(cellOf(a, row), cellOf(b, row))) differences.push({ column, row });
    }
  }
  return differences;
}

function cellOf(column: TableColumn, row: number): number | string | undefined {
  const special = column.special?.codes[row] ?? -1;
  if (special >= 0) return column.special!.labels[special];
  return column.kind === 'number' ? column.values[row] : column.levels[column.codes[row]!];
}
