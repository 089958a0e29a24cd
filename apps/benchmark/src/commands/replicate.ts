import type { Cell } from '../cell.ts';
import { contentHash } from '../content-hash.ts';
import { datasetSource } from '../dataset-source.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { families } from '../families/families.ts';
import type { Family } from '../families/family.ts';
import { replicateCommand } from '../families/replicate-command.ts';
import { replicateConfiguration, type ReplicateFlags } from '../families/replicate-configuration.ts';
import { renderTerminal } from '../render-terminal.ts';
import { briefTable, resultTables } from '../result-tables.ts';
import { runPlan } from '../run-plan.ts';
import { summarizeCells } from '../summarize-cells.ts';
import type { Terminal } from '../terminal.ts';

/** What became of one family. */
interface Replicated {
  readonly family: Family;
  readonly cells: readonly Cell[];
}

/**
 * `cfq replicate`: expands experiment families of the paper to cells, runs those that their folder does not hold yet,
 * and prints the results. Families share cells, so a later one finds part of its work done.
 *
 * @returns success; failed where a cell failed; interrupted after Ctrl-C
 * @throws UsageError where the request cannot be carried out; nothing has been written then
 */
export async function replicate(
  words: readonly string[],
  flags: ReplicateFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const configuration = replicateConfiguration(words, flags);
  const { names, options, out, jobs, threads, records, json, dataDir } = configuration;
  const { stdout, stderr } = terminal;
  const plans = names.map((name) => ({ family: families[name], settings: families[name].settings(options) }));
  const datasets = datasetSource({ ownData: undefined, dataDir });
  const replicated: Replicated[] = [];
  let failed = 0;
  for (const { family, settings } of plans) {
    const about = options.quick ? `quick subset: ${family.quickly}` : family.description;
    stderr.write(`${family.name}: ${settings.length} cells (${about})\n`);
    const { cells, reused, failures, interrupted } = await runPlan({
      family: family.name,
      title: options.quick ? `${family.title} (quick subset)` : family.title,
      command: replicateCommand([family.name], configuration),
      settings,
      out,
      jobs,
      threads,
      records,
      quick: options.quick,
      terminal,
      datasets,
      dataDir,
    });
    if (reused > 0) stderr.write(`${family.name}: reused ${reused} of ${settings.length} cells of ${out}\n`);
    if (interrupted) {
      stderr.write(`cfq: interrupted; what has finished is in ${out}; the same command resumes\n`);
      return exitCode.interrupted;
    }
    failed += failures.length;
    replicated.push({ family, cells });
  }
  if (json) {
    const every = replicated.flatMap(({ cells }) => cells);
    const distinct = new Map(every.map((cell) => [contentHash(cell.settings), cell]));
    stdout.write(`${JSON.stringify([...distinct.values()], null, 2)}\n`);
  } else {
    for (const one of replicated) writeTables(one, { terminal, brief: replicated.length > 1, options });
    stdout.write(`\nfigures and intervals: cfq report ${out}\n`);
  }
  if (failed === 0) return exitCode.success;
  stderr.write(`cfq: ${failed} ${failed === 1 ? 'cell' : 'cells'} failed; cfq status ${out} says why\n`);
  return exitCode.failed;
}

function writeTables(
  { family, cells }: Replicated,
  {
    terminal: { stdout },
    brief,
    options: { quick },
  }: {
    readonly terminal: Terminal;
    readonly brief: boolean;
    readonly options: { readonly quick: boolean };
  },
): void {
  stdout.write(`\n${family.title}: ${family.description}\n`);
  if (quick) stdout.write(`Quick subset, not the experiment itself: ${family.quickly}.\n`);
  stdout.write('\n');
  for (const table of summarizeCells(cells)) {
    const drawn = brief ? [briefTable(table)] : resultTables(table);
    for (const one of drawn) stdout.write(`${renderTerminal(one)}\n`);
  }
}
