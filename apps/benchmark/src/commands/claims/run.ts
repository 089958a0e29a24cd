import { claims as all } from '../../claims/claims.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { readCells } from '../../store/read-cells.ts';
import { readPlans } from '../../store/read-plans.ts';
import { canonicalJson } from '../../cells/canonical-json.ts';
import type { Cell } from '../../cells/cell.ts';
import { isTrainedOut } from '../../cells/models/trained-out.ts';
import { drawTable } from '../../tables/write-tables.ts';
import { wrapText } from '../../tables/wrap-text.ts';
import { terminalLook } from '../../command-line/terminal-look.ts';
import type { Output, Terminal } from '../../command-line/terminal.ts';

/** What `cfq claims` may be told. */
interface ClaimsFlags {
  readonly markdown?: boolean;
}

/**
 * `cfq claims`: each claim of the paper held against the cells of a folder, with the numbers and a verdict a row.
 *
 * @returns failed where a file of the folder is damaged; the rest is still printed
 * @throws UsageError where the folder holds no cell that a claim is about
 */
export function claims(folder: string, flags: ClaimsFlags, { stdout, stderr }: Terminal): ExitCode {
  const { cells: stored, damaged: damagedCells, leftOut: notTheSame } = readCells(folder);
  const { plans, damaged: damagedPlans } = readPlans(folder);
  const damaged = [...new Set([...damagedCells, ...damagedPlans])];
  const quick = quickCells(plans);
  const found = stored.map(({ cell }) => cell);
  const cells = found.filter(isTrainedOut);
  const isQuick = (cell: Cell) => quick.has(canonicalJson(cell.settings));
  const held = all.flatMap((claim) => claim({ cells, isQuick }) ?? []);
  const left = leftOut(found);
  for (const line of notTheSame) stderr.write(`${line}\n`);
  for (const line of damaged) stderr.write(`cfq: ${line}\n`);
  if (held.length === 0) {
    throw new UsageError(
      `claims: ${folder} holds no cells that a claim is about${left === undefined ? '' : ` (${left})`}. Run: cfq replicate main ablations budget-curves`,
    );
  }
  for (const { claim, table, rule } of held) {
    stdout.write(`${flags.markdown ? '## ' : ''}${claim}\n\n${drawTable(table, flags, stdout)}\n`);
    stdout.write(`${lines(rule, flags, stdout)}\n\n`);
  }
  if (left !== undefined) stdout.write(`${lines(`${left}.`, flags, stdout)}\n\n`);
  if (cells.some(isQuick)) {
    const said =
      'A quick subset decides nothing: its numbers are shown without a verdict. Next: `cfq replicate main`.';
    stdout.write(`${lines(said, flags, stdout)}\n`);
  }
  return damaged.length > 0 ? exitCode.failed : exitCode.success;
}

/** The settings of cells that only quick plans ask for. */
function quickCells(plans: ReturnType<typeof readPlans>['plans']): ReadonlySet<string> {
  const asked = (quick: boolean) =>
    plans
      .filter((plan) => plan.quick === quick)
      .flatMap(({ cells }) => cells.map(({ settings }) => canonicalJson(settings)));
  const whole = new Set(asked(false));
  return new Set(asked(true).filter((one) => !whole.has(one)));
}

/** How many cells are no evidence since their teacher is not trained out; undefined where all are. */
function leftOut(cells: readonly Cell[]): string | undefined {
  const unfinished = cells.filter((cell) => !isTrainedOut(cell));
  if (unfinished.length === 0) return undefined;
  const datasets = [...new Set(unfinished.map(({ dataset }) => dataset))].map(
    (name) => `${name} ${unfinished.filter(({ dataset }) => dataset === name).length}`,
  );
  return `Left out: ${unfinished.length} of ${cells.length} cells, whose teacher is not trained out (${datasets.join(', ')})`;
}

function lines(text: string, { markdown }: ClaimsFlags, stdout: Output): string {
  const { width } = terminalLook(stdout);
  return markdown === true || width === undefined ? text : wrapText(text, width).join('\n');
}
