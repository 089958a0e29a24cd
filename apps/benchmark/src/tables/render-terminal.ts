import CliTable from 'cli-table3';
import type { TextTable } from './text-table.ts';

/** Draws a table for a terminal: its title, then aligned columns without colours. */
export function renderTerminal({ title, columns, rows, words = false }: TextTable): string {
  const table = new CliTable({
    head: [...columns],
    colAligns: columns.map((_, column) => (column === 0 || words ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return `${title}\n${table.toString()}\n`;
}
