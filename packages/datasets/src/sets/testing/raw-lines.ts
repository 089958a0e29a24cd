import type { SourceColumn } from '../../tables/source-column.ts';
import type { Table } from '../../tables/table.ts';

/** The lines of a file in its publisher's codes, written out from a typed table: what a parser undoes. */
export function rawLines(
  { rows, columns }: Table,
  source: readonly SourceColumn[],
  separator: string,
): string[] {
  const cells = source.map((spec): ((row: number) => string) => {
    const column = columns[spec.name]!;
    if (column.kind === 'number') return (row) => String(column.values[row]);
    const codes = spec.kind === 'level' ? [...spec.levels.keys()] : [];
    return (row) => codes[column.codes[row]!] ?? '?';
  });
  return Array.from({ length: rows }, (_, row) => cells.map((cell) => cell(row)).join(separator));
}
