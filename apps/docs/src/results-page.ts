import {
  inWords,
  bitSchedules,
  cellSchema,
  completeAggregates,
  commandOfCells,
  isTwoSided,
  resultTables,
  summarizeCells,
  targets,
  targetsMet,
  verdictOf,
  type Cell,
  type TableCells,
  type TargetResult,
  type TargetsMet,
  type TextTable,
} from '@cfq/benchmark';
import { commandsInAClone } from './site/commands-in-a-clone.ts';
import { DocsError } from './docs-error.ts';

/** A method held against the protocol's targets. */
interface Verdicts {
  readonly method: string;
  readonly budgetBits: number;
  readonly results: readonly TargetResult[];
}

/** The numbers of a method that tell a faithful one from a lenient one; text, mean ± sd over seeds. */
interface Glance {
  readonly method: string;
  readonly agreement: string;
  readonly drift: string;
  readonly vd: string;
  readonly overGrant: string;
  readonly nearMiss: string;
  /** Targets met, of those that are defined. */
  readonly met: string;
}

/** What the results page shows of one data set and backbone; plain data. */
export interface ResultsSection {
  readonly dataset: string;
  readonly backbone: string;
  /** What people may do, and what else differs from the protocol; empty where nothing does. */
  readonly condition: string;
  /** The command that measures these cells again. */
  readonly command: string;
  /** The protocol's tables, mean ± sd over seeds. */
  readonly tables: readonly TextTable[];
  /** The quantized methods in short. */
  readonly glance: readonly Glance[];
  /** The exact bit schedules, one line each. */
  readonly schedules: readonly string[];
  /** Every quantized method, in the order of the cells. */
  readonly verdicts: readonly Verdicts[];
  /** Engines that ran the cells. */
  readonly executors: readonly string[];
  /** Every quantized method in a sentence. */
  readonly sentences: readonly string[];
}

const fullPrecisionBits = 32;

/** Which way is better, at the end of a heading. */
const direction = / (↑|↓|→0)$/;

/** A method's entry in the first of some tables that has the column. */
function entry(tables: readonly TextTable[], method: string, column: string): string {
  for (const { columns, rows } of tables) {
    const at = columns.findIndex((title) => title.replace(direction, '') === column);
    if (at < 0) continue;
    return rows.find(([name]) => name === method || name === `${method} †`)?.[at] ?? '–';
  }
  throw new DocsError(`resultsPage: internal: no table has the column "${column}".`);
}

const metOf = ({ met, defined }: TargetsMet): string => `${met} of ${defined}`;

function section(table: TableCells): ResultsSection {
  const cells = table.methods.flatMap((method) => method.cells);
  const baselines = { ...table, methods: table.methods.filter(({ method }) => !isTwoSided(method)) };
  const tables = resultTables(table).map((one) => ({ ...one, title: inWords(one.title) }));
  const verdicts = table.methods
    .filter(({ budgetBits }) => budgetBits < fullPrecisionBits)
    .map((candidate) => ({
      method: candidate.method,
      budgetBits: candidate.budgetBits,
      results: targets(baselines, candidate),
    }));
  const oneBudget = new Set(verdicts.map(({ budgetBits }) => budgetBits)).size < 2;
  return {
    dataset: table.dataset,
    backbone: table.backbone,
    condition: inWords(table.condition),
    command: commandsInAClone(commandOfCells(cells), 'sh'),
    tables,
    glance: verdicts.map(({ method, budgetBits, results }): Glance => {
      const row = oneBudget ? method : `${method} @ ${budgetBits}`;
      return {
        method: row,
        agreement: entry(tables, row, 'agreement %'),
        drift: entry(tables, row, 'drift, points'),
        vd: entry(tables, row, 'VD'),
        overGrant: entry(tables, row, 'over-grant'),
        nearMiss: entry(tables, row, 'near-miss'),
        met: metOf(targetsMet(results)),
      };
    }),
    schedules: bitSchedules(table),
    verdicts,
    executors: [...new Set(cells.map(({ executor }) => executor))],
    sentences: verdictOf(table)?.sentences ?? [],
  };
}

/**
 * The sections of the results page from the text of a file of benchmark cells (`cfq run --json`). Aggregates that the
 * cells do not know yet are undefined.
 *
 * @throws DocsError where the text is no JSON array of cells, or holds none.
 */
export function resultsPage(text: string): ResultsSection[] {
  const found: unknown = JSON.parse(text);
  const parsed = cellSchema.array().safeParse(Array.isArray(found) ? found.map(completeAggregates) : found);
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
