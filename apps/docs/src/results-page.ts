import { cellSchema, type Cell } from '@cfq/benchmark/src/cell.ts';
import { bitSchedules } from '@cfq/benchmark/src/bit-schedules.ts';
import { resultTables, type TextTable } from '@cfq/benchmark/src/result-tables.ts';
import { summarizeCells, type TableCells } from '@cfq/benchmark/src/summarize-cells.ts';
import { targets, type TargetResult } from '@cfq/benchmark/src/targets.ts';
import { DocsError } from './docs-error.ts';
import { runCommand } from './run-command.ts';

/** A method held against the protocol's targets. */
interface Verdicts {
  readonly method: string;
  readonly budgetBits: number;
  readonly results: readonly TargetResult[];
}

/** What the results page shows of one data set and backbone; plain data. */
export interface ResultsSection {
  readonly dataset: string;
  readonly backbone: string;
  /** The command that measures these cells again. */
  readonly command: string;
  /** The protocol's tables, mean ± sd over seeds. */
  readonly tables: readonly TextTable[];
  /** The exact bit schedules, one line each. */
  readonly schedules: readonly string[];
  /** Every quantized method, in the order of the cells. */
  readonly verdicts: readonly Verdicts[];
  /** Engines that ran the cells. */
  readonly executors: readonly string[];
}

const fullPrecisionBits = 32;
/** The method that the targets are for; no baseline to the others. */
const faithful = 'cfq-faithful';

function section(table: TableCells): ResultsSection {
  const cells = table.methods.flatMap((method) => method.cells);
  const baselines = { ...table, methods: table.methods.filter(({ method }) => method !== faithful) };
  return {
    dataset: table.dataset,
    backbone: table.backbone,
    command: runCommand(cells),
    tables: resultTables(table),
    schedules: bitSchedules(table),
    verdicts: table.methods
      .filter(({ budgetBits }) => budgetBits < fullPrecisionBits)
      .map((candidate) => ({
        method: candidate.method,
        budgetBits: candidate.budgetBits,
        results: targets(baselines, candidate),
      })),
    executors: [...new Set(cells.map(({ executor }) => executor))],
  };
}

/**
 * The sections of the results page from the text of a file of benchmark cells (`cfq run --json`).
 *
 * @throws DocsError where the text is no JSON array of cells, or holds none.
 */
export function resultsPage(text: string): ResultsSection[] {
  const parsed = cellSchema.array().safeParse(JSON.parse(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new DocsError(
      `resultsPage: the file holds benchmark cells (at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}). ` +
        'Write it with `cfq run --json`.',
    );
  }
  const cells: readonly Cell[] = parsed.data;
  if (cells.length === 0) {
    throw new DocsError(
      'resultsPage: the file holds at least one cell (got none). Write it with `cfq run --json`.',
    );
  }
  return summarizeCells(cells).map(section);
}
