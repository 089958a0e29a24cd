import type { Cell } from '../../cells/cell.ts';
import type { CellSettings } from '../../cells/cell-settings.ts';
import { settleActions, withoutAbsentPolicies } from '../../cells/actions/settle-actions.ts';
import { settledSettings } from '../../study/settled-settings.ts';
import { contentHash } from '../../cells/content-hash.ts';
import { datasetSource } from '../../study/dataset-source.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { unkeptLine } from '../../store/unkept-line.ts';
import { families } from '../../families/families.ts';
import type { Family } from '../../families/family.ts';
import { familyTimes } from './family-times.ts';
import { quickNote } from './quick-note.ts';
import { replicateCommand } from './replicate-command.ts';
import { renderConfiguration } from '../../configuration/render-configuration.ts';
import { replicateConfiguration, replicateValues, type ReplicateFlags } from './replicate-configuration.ts';
import { replicateSettings } from './replicate-settings.ts';
import { writeTables } from '../../tables/write-tables.ts';
import { writeVerdict } from '../../verdicts/write-verdict.ts';
import { assertQueueAlone } from '../queue/assert-queue-alone.ts';
import { logCells } from '../../logging/log-cells.ts';
import { parseLog } from '../../logging/log-option.ts';
import { mergeNext, parseShard } from '../../runner/shard.ts';
import { quoted } from '../../command-line/quoted.ts';
import { partsAsked } from '../../configuration/parts-asked.ts';
import type { PlanRequest } from '../../study/prepare-plan.ts';
import { writeEstimate } from '../../study/estimate/write-estimate.ts';
import { runPlan } from '../../study/run-plan.ts';
import { renderTerminal } from '../../tables/render-terminal.ts';
import { summarizeCells } from '../../tables/summarize-cells.ts';
import { terminalLook } from '../../command-line/terminal-look.ts';
import type { Output, Terminal } from '../../command-line/terminal.ts';
import { assertCellsTarget } from '../../store/assert-target.ts';
import { assertReportTarget, report, reportFolder } from '../report/run.ts';

/** A family and its cells. */
interface FamilyPlan {
  readonly family: Family;
  readonly settings: readonly CellSettings[];
}

/** What became of one family. */
interface Replicated {
  readonly family: Family;
  /** What of the family this is, where it is not the whole. */
  readonly subset?: string;
  readonly cells: readonly Cell[];
  /** Cells found finished, and what the others took by the clock. */
  readonly reused: number;
  readonly seconds: number;
}

/**
 * `cfq replicate`: expands experiment families of the paper to cells, runs those that their folder does not hold yet,
 * prints the results and writes a report. Families share cells, so a later one finds part of its work done.
 *
 * @returns success; failed where a cell failed; interrupted after Ctrl-C
 * @throws UsageError where the request cannot be carried out; nothing has been written then
 */
export async function replicate(
  words: readonly string[],
  flags: ReplicateFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const parts = await partsAsked(replicateSettings, flags, (notice) => terminal.stderr.write(`${notice}\n`));
  const configuration = replicateConfiguration(words, flags, parts);
  const { names, options, out, jobs, threads, records, json, dataDir } = configuration;
  const { stdout, stderr } = terminal;
  assertQueueAlone(flags);
  const shard = flags.shard === undefined ? undefined : parseShard(flags.shard);
  const log = flags.log === undefined ? undefined : parseLog(flags.log);
  if (flags.printConfig === true) {
    stdout.write(renderConfiguration(replicateSettings, replicateValues(configuration), '.'));
    return exitCode.success;
  }
  if (flags.estimate !== true) {
    assertCellsTarget('--out', out);
    assertReportTarget('--out', reportFolder(out));
  }
  const datasets = datasetSource({ ownData: undefined, dataDir }, parts);
  const settle = options.actions === undefined ? withoutAbsentPolicies : settleActions;
  const plans: FamilyPlan[] = [];
  for (const name of names) {
    const family = families[name];
    plans.push({ family, settings: await settledSettings(family.settings(options), datasets, settle) });
  }
  const said = new Set<string>();
  const subsetOf = ({ family, settings }: FamilyPlan): string | undefined =>
    options.quick ? `quick subset: ${quickNote(family, settings)}` : undefined;
  const requestOf = ({ family, settings }: FamilyPlan): PlanRequest => {
    const subset = subsetOf({ family, settings });
    return {
      family: family.name,
      title: subset === undefined ? family.title : `${family.title} (${subset})`,
      command: replicateCommand([family.name], configuration),
      settings,
      shard,
      configuration: (folder) =>
        renderConfiguration(replicateSettings, replicateValues(configuration, [family.name]), folder),
      out,
      jobs,
      threads,
      records,
      quick: options.quick,
      terminal,
      datasets,
      dataDir,
      parts,
      said,
    };
  };
  if (flags.estimate === true) {
    const [first, ...rest] = plans.map(requestOf);
    if (first !== undefined) await writeEstimate([first, ...rest], { shard, out, jobs, json }, terminal);
    return exitCode.success;
  }
  const replicated: Replicated[] = [];
  let failed = 0;
  let full: string | undefined;
  for (const { family, settings } of plans) {
    const subset = subsetOf({ family, settings });
    stderr.write(`${family.name}: ${settings.length} cells (${subset ?? family.description})\n`);
    const started = performance.now();
    const request = requestOf({ family, settings });
    if (flags.queue !== undefined) {
      const { submitRequest } = await import('../queue/submit-request.ts');
      await submitRequest(flags.queue, request, terminal);
      continue;
    }
    const { cells, reused, failures, interrupted, unkept } = await runPlan(request);
    if (reused > 0) stderr.write(`${family.name}: reused ${reused} of ${settings.length} cells of ${out}\n`);
    if (interrupted) {
      stderr.write(`cfq: interrupted; what has finished is in ${out}; the same command resumes\n`);
      return exitCode.interrupted;
    }
    if (log !== undefined) await logCells(log, request.title, cells);
    failed += failures.length;
    const seconds = (performance.now() - started) / 1000;
    replicated.push({ family, cells, reused, seconds, ...(subset !== undefined && { subset }) });
    full = unkept;
    if (full !== undefined) break;
  }
  if (flags.queue !== undefined) return exitCode.success;
  stderr.write(renderTerminal(familyTimes(replicated), terminalLook(stderr)));
  const every = replicated.flatMap(({ cells }) => cells);
  if (json) {
    const distinct = new Map(every.map((cell) => [contentHash(cell.settings), cell]));
    stdout.write(`${JSON.stringify([...distinct.values()], null, 2)}\n`);
  } else {
    const next =
      shard !== undefined
        ? mergeNext(shard)
        : options.quick
          ? `\`${replicateCommand(names, { ...configuration, options: { ...options, quick: false } })}\` runs the whole experiment.`
          : `\`cfq claims ${quoted(out)}\` holds the paper's claims against these cells.`;
    const brief = replicated.length > 1;
    for (const one of replicated) await writeFamily(one, { stdout, brief, wide: flags.wide, next });
  }
  if (full !== undefined) {
    stderr.write(unkeptLine(full, out));
    return exitCode.failed;
  }
  if (every.length > 0) {
    stderr.write(`report of ${out}: `);
    if ((await report(out, {}, { stdout: stderr, stderr })) !== exitCode.success) return exitCode.failed;
  }
  if (failed === 0) return exitCode.success;
  stderr.write(`cfq: ${failed} ${failed === 1 ? 'cell' : 'cells'} failed; cfq status ${out} says why\n`);
  return exitCode.failed;
}

/** All tables of a family, or the most telling one a dataset and backbone; what its columns are, and the verdict. */
async function writeFamily(
  { family, subset, cells }: Replicated,
  { stdout, brief, wide, next }: { stdout: Output; brief: boolean; wide: boolean | undefined; next: string },
): Promise<void> {
  stdout.write(`\n${family.title}: ${family.description}\n`);
  if (subset !== undefined) stdout.write(`Not the whole experiment but a ${subset}.\n`);
  stdout.write('\n');
  const tables = summarizeCells(cells);
  const { legend } = await writeTables(tables, { brief, wide }, stdout);
  if (cells.length > 0) writeVerdict({ tables, legend, next }, stdout);
}
