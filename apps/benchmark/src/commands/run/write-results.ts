import { bitSchedules } from '../../tables/bit-schedules.ts';
import type { Cell } from '../../cells/cell.ts';
import { summarizeCells } from '../../tables/summarize-cells.ts';
import { tableFacts } from '../../tables/table-facts.ts';
import { personTables } from '../../tables/person-tables.ts';
import { drawTable, writeTables } from '../../tables/write-tables.ts';
import type { PlanOutcome } from '../../study/run-plan.ts';
import type { Output } from '../../command-line/terminal.ts';
import { cutShortLines } from './cut-short-lines.ts';
import { optimalityLines } from './optimality-lines.ts';
import { proofLines } from './proof-lines.ts';
import { writeVerdict } from '../../verdicts/write-verdict.ts';

/** How the cells of a run are printed. */
interface ResultsAsked {
  readonly json: boolean;
  readonly wide?: boolean | undefined;
  /** How many denied people to tell of. */
  readonly show?: number;
  readonly stdout: Output;
  /** How good the solver of the evaluation is, told beside the cells. */
  readonly teacherGaps: PlanOutcome['teacherGaps'];
  /** What to run next, and why. */
  readonly next: string;
}

/**
 * Prints the cells of a run: as a JSON array and nothing else, or as tables (whole ones with the exact bit schedules and
 * the executor in use, where they need not fit a terminal), what their columns are, and a verdict in words.
 */
export async function writeResults(
  cells: readonly Cell[],
  { json, wide, show = 0, stdout, teacherGaps, next }: ResultsAsked,
): Promise<void> {
  if (json) {
    stdout.write(`${JSON.stringify(cells, null, 2)}\n`);
    return;
  }
  const tables = summarizeCells(cells);
  const { whole, legend } = await writeTables(tables, { wide }, stdout, (table, all) => {
    if (!all) return;
    stdout.write(`${tableFacts(table).place}: bit schedules\n`);
    for (const line of bitSchedules(table)) stdout.write(`  ${line}\n`);
    stdout.write('\n');
  });
  if (whole) {
    for (const executor of new Set(cells.map((cell) => cell.executor)))
      stdout.write(`executor: ${executor}\n`);
    stdout.write('\n');
  }
  const lines = [...cutShortLines(cells), ...optimalityLines(cells, teacherGaps), ...proofLines(cells)];
  for (const line of lines) stdout.write(`${line}\n`);
  for (const one of tables.flatMap((table) => personTables(table, show))) {
    stdout.write(`${drawTable(one, {}, stdout)}\n`);
  }
  if (cells.length > 0) writeVerdict({ tables, legend, next }, stdout);
}
