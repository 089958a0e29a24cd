import { bitSchedules } from '../../tables/bit-schedules.ts';
import type { Cell } from '../../cells/cell.ts';
import { renderTerminal } from '../../tables/render-terminal.ts';
import { resultTables } from '../../tables/result-tables.ts';
import { summarizeCells } from '../../tables/summarize-cells.ts';
import type { Output } from '../../command-line/terminal.ts';

/**
 * Prints the cells of a run: as a JSON array and nothing else, or as the protocol's tables, the exact bit schedules and
 * the executor in use.
 */
export function writeResults(
  cells: readonly Cell[],
  { json, stdout }: { json: boolean; stdout: Output },
): void {
  if (json) {
    stdout.write(`${JSON.stringify(cells, null, 2)}\n`);
    return;
  }
  for (const table of summarizeCells(cells)) {
    for (const one of resultTables(table)) stdout.write(`${renderTerminal(one)}\n`);
    const { dataset, backbone, condition } = table;
    const place = [dataset, backbone, ...(condition === '' ? [] : [condition])].join(', ');
    stdout.write(`${place}: bit schedules\n`);
    for (const line of bitSchedules(table)) stdout.write(`  ${line}\n`);
    stdout.write('\n');
  }
  for (const executor of new Set(cells.map((cell) => cell.executor))) stdout.write(`executor: ${executor}\n`);
}
