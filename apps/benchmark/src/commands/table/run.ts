import { isTwoSided } from '../../cells/method-properties.ts';
import { bitSchedules } from '../../tables/bit-schedules.ts';
import type { Cell } from '../../cells/cell.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { fixed, undefinedMark } from '../../tables/format-quantity.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { readCells, type CellOnDisk } from '../../store/read-cells.ts';
import { drawTable, writeTables, type TablesAsked } from '../../tables/write-tables.ts';
import { personTables } from '../../tables/person-tables.ts';
import { shownPeople } from '../../command-line/shown-people.ts';
import { againFromCells, nextStep } from '../../verdicts/next-step.ts';
import { writeVerdict } from '../../verdicts/write-verdict.ts';
import type { TextTable } from '../../tables/text-table.ts';
import { summarizeCells, type MethodCells, type TableCells } from '../../tables/summarize-cells.ts';
import { bestBaseline, targets, verdictWord } from '../../tables/targets.ts';
import type { Terminal } from '../../command-line/terminal.ts';

/** What `cfq table` may be told. */
export interface TableFlags extends TablesAsked {
  /** How many denied people to tell of. */
  readonly show?: string | undefined;
}

/**
 * `cfq table`: the results of a folder of stored cells on stdout. Beside the protocol's tables and the bit
 * schedules: its targets, met or missed, and, where per-instance records are stored, paired intervals against the
 * best baseline.
 *
 * @returns failed where a file of the folder is damaged; the rest is still printed
 * @throws UsageError where the folder holds nothing to print
 */
export async function table(folder: string, flags: TableFlags, terminal: Terminal): Promise<ExitCode> {
  const show = shownPeople(flags.show);
  if (flags.latex === true && flags.markdown === true) {
    throw new UsageError(
      '--latex: a table is written in one way (expected no --markdown beside it). Leave one out.',
    );
  }
  const { cells, damaged, superseded, leftOut } = readCells(folder);
  const { stdout, stderr } = terminal;
  const found = cells.map(({ cell }) => cell);
  const recordOf = new Map(cells.map(({ cell, recordPath }: CellOnDisk) => [cell, recordPath]));
  const tables = summarizeCells(found);
  const { legend } = await writeTables(tables, flags, stdout, async (tableCells, whole) => {
    if (flags.brief) return;
    const drawn = whole ? [schedulesTable(tableCells)] : [];
    for (const candidate of tableCells.methods.filter(({ cells: [first] }) => isTwoSided(first!.method))) {
      drawn.push(targetsTable(tableCells, candidate));
      try {
        drawn.push(...(await pairedTable(tableCells, candidate, recordOf)));
      } catch (error) {
        damaged.push(oneLine(error));
      }
    }
    for (const one of drawn) stdout.write(`${drawTable(one, flags, stdout)}\n`);
  });
  for (const one of tables.flatMap((each) => personTables(each, show))) {
    stdout.write(`${drawTable(one, flags, stdout)}\n`);
  }
  if (flags.latex) stdout.write(legend.map((line) => `% ${line}\n`).join(''));
  else if (!flags.brief) {
    const next = nextStep({ cells: found, folder, again: againFromCells(found, folder) });
    writeVerdict({ tables, legend, next, markdown: flags.markdown === true }, stdout);
  }
  if (superseded > 0) {
    stderr.write(
      `left out ${superseded} older ${superseded === 1 ? 'cell' : 'cells'} run with other settings\n`,
    );
  }
  for (const line of leftOut) stderr.write(`${line}\n`);
  for (const line of damaged) stderr.write(`cfq: ${line}\n`);
  return damaged.length > 0 ? exitCode.failed : exitCode.success;
}

const headOf = ({ dataset, backbone, condition }: TableCells) =>
  [dataset, backbone, ...(condition === '' ? [] : [condition])].join(', ');

function schedulesTable(cells: TableCells): TextTable {
  return {
    title: `${headOf(cells)}: bit schedules`,
    words: true,
    columns: ['schedule'],
    rows: bitSchedules(cells).map((one) => [one]),
  };
}

function targetsTable(cells: TableCells, candidate: MethodCells): TextTable {
  return {
    title: `${headOf(cells)}: targets of ${candidate.method} at ${candidate.budgetBits} bits`,
    words: true,
    columns: ['target', 'measured', 'verdict'],
    rows: targets(cells, candidate).map((one) => [one.target, one.measured, verdictWord(one)]),
  };
}

async function pairedTable(
  cells: TableCells,
  candidate: MethodCells,
  recordOf: ReadonlyMap<Cell, string | undefined>,
): Promise<TextTable[]> {
  const baseline = bestBaseline(cells, candidate);
  if (baseline === undefined) return [];
  const pairs = candidate.cells.flatMap((cell) => {
    const first = recordOf.get(cell);
    const partner = baseline.cells.find(({ seed }) => seed === cell.seed);
    const second = partner && recordOf.get(partner);
    return first !== undefined && second !== undefined ? [{ first, second }] : [];
  });
  if (pairs.length === 0) return [];
  const { pairedIntervals } = await import('../../tables/paired-intervals.ts');
  const [{ leadKappa }] = candidate.cells as [Cell];
  const number = (value: number) => (Number.isNaN(value) ? undefinedMark : fixed(value, 4));
  return [
    {
      title: `${headOf(cells)}: ${candidate.method} minus ${baseline.method}, paired over people and ${pairs.length} seed${pairs.length === 1 ? '' : 's'}`,
      columns: ['aggregate', 'difference', '95 % from', 'to', 'n'],
      rows: pairedIntervals(pairs, leadKappa).map(({ title, comparison: { value, lower, upper, count } }) => [
        title,
        number(value),
        number(lower),
        number(upper),
        String(count),
      ]),
    },
  ];
}
