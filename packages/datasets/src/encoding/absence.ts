import { missingLabel } from '../tables/missing-label.ts';
import type { TableColumn } from '../tables/table.ts';

/** Why a row has no value of a column: `(missing)`, or the meaning of its special code; `undefined` where it has one. */
export function absenceOf(column: TableColumn, row: number): string | undefined {
  const special = column.special?.codes[row] ?? -1;
  if (special >= 0) return column.special!.labels[special]!;
  const absent = column.kind === 'number' ? Number.isNaN(column.values[row]!) : column.codes[row]! < 0;
  return absent ? missingLabel : undefined;
}

/** The absences that occur in a column: `(missing)` first, then special codes in their order. */
export function absencesOf(column: TableColumn): string[] {
  const length = column.kind === 'number' ? column.values.length : column.codes.length;
  const occurring = new Set(Array.from({ length }, (_, row) => absenceOf(column, row)));
  return [missingLabel, ...(column.special?.labels ?? [])].filter((label) => occurring.has(label));
}
