import type { CellAggregate } from '../cells/aggregates/aggregate-names.ts';
import { terminalLook } from '../command-line/terminal-look.ts';
import type { Output } from '../command-line/terminal.ts';
import { fittedTable } from './fitted-table.ts';
import { arrowsMean, legendOf } from './legend.ts';
import { renderLatex } from './latex/render-latex.ts';
import { renderMarkdown } from './render-markdown.ts';
import { renderTerminal } from './render-terminal.ts';
import { briefTable, resultTables, shownAggregates } from './result-tables.ts';
import type { TableCells } from './summarize-cells.ts';
import type { TextTable } from './text-table.ts';

/** How tables are wanted. */
export interface TablesAsked {
  /** Every column, however wide the terminal. */
  readonly wide?: boolean | undefined;
  /** One table a dataset, of the leading columns. */
  readonly brief?: boolean | undefined;
  readonly markdown?: boolean | undefined;
  /** Tables of a paper. */
  readonly latex?: boolean | undefined;
}

/** What was printed. */
interface WrittenTables {
  /** Whether every column was shown. */
  readonly whole: boolean;
  /** What the columns shown are, one line each. */
  readonly legend: readonly string[];
}

/** Draws a table as asked for: as Markdown or LaTeX, or for the stream, which may be a terminal. */
export function drawTable(table: TextTable, { markdown, latex, wide }: TablesAsked, stdout: Output): string {
  if (latex === true) return renderLatex(table);
  if (markdown === true) return renderMarkdown(table);
  const { width, colours } = terminalLook(stdout);
  return renderTerminal(table, { width: wide === true ? undefined : width, colours });
}

/**
 * Prints the tables of some cells: on a terminal one a dataset, backbone and condition that fits it; in files and pipes,
 * and where a person asks for wide ones, the protocol's tables whole.
 *
 * @param below prints what stands below the tables of each
 */
export async function writeTables(
  tables: readonly TableCells[],
  asked: TablesAsked,
  stdout: Output,
  below: (table: TableCells, whole: boolean) => Promise<void> | void = () => undefined,
): Promise<WrittenTables> {
  const { width } = terminalLook(stdout);
  const fitted =
    asked.markdown !== true && asked.latex !== true && asked.wide !== true && width !== undefined;
  const brief = asked.brief === true;
  const names = new Set<CellAggregate>(fitted ? [] : shownAggregates({ brief }));
  let short = false;
  for (const table of tables) {
    if (fitted) {
      const made = fittedTable(table, width);
      for (const name of made.names) names.add(name);
      short ||= made.short;
      stdout.write(`${drawTable(made.table, asked, stdout)}\n`);
    } else {
      for (const one of brief ? [briefTable(table)] : resultTables(table)) {
        stdout.write(`${drawTable(one, asked, stdout)}\n`);
      }
    }
    await below(table, !fitted && !brief);
  }
  return { whole: !fitted && !brief, legend: [arrowsMean, ...legendOf([...names], { short })] };
}
