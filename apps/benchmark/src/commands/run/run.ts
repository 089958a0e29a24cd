import { contentHash } from '../../cells/content-hash.ts';
import { datasetSource } from '../../study/dataset-source.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { runConfiguration, type RunFlags } from './run-configuration.ts';
import { askedActions } from '../../configuration/asked-actions.ts';
import { partsAsked } from '../../configuration/parts-asked.ts';
import type { PlanRequest } from '../../study/prepare-plan.ts';
import { writeEstimate } from '../../study/estimate/write-estimate.ts';
import { runPlan } from '../../study/run-plan.ts';
import { assertQueueAlone } from '../queue/assert-queue-alone.ts';
import { logCells } from '../../logging/log-cells.ts';
import { parseLog } from '../../logging/log-option.ts';
import { mergeNext, parseShard } from '../../runner/shard.ts';
import { shownPeople } from '../../command-line/shown-people.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { ownDataOf } from '../../configuration/assert-one-source.ts';
import { assertCellsTarget } from '../../store/assert-target.ts';
import { renderConfiguration } from '../../configuration/render-configuration.ts';
import { assertAsked } from './assert-asked.ts';
import { unaskedPeople } from './asked-diagnostics.ts';
import { commandOf } from './command-of.ts';
import { nextStep } from '../../verdicts/next-step.ts';
import { equalBudgetNotes, settingsOf } from './settings-of.ts';
import { runSettings } from './run-settings.ts';
import { unkeptLine } from '../../store/unkept-line.ts';
import { writeResults } from './write-results.ts';

/**
 * `cfq run`: runs every cell asked for that is not yet stored, and prints them all.
 *
 * @returns success; failed where a cell failed; interrupted after Ctrl-C
 * @throws UsageError where the request cannot be carried out; nothing has been written then
 */
export async function run(flags: RunFlags, terminal: Terminal): Promise<ExitCode> {
  const { stdout, stderr } = terminal;
  const { configuration, nameOf } = runConfiguration(flags);
  const show = shownPeople(flags.show);
  assertQueueAlone(flags);
  const shard = flags.shard === undefined ? undefined : parseShard(flags.shard);
  const log = flags.log === undefined ? undefined : parseLog(flags.log);
  if (flags.printConfig !== true && flags.estimate !== true && configuration.out !== undefined) {
    assertCellsTarget(nameOf('out'), configuration.out);
  }
  const parts = await partsAsked(runSettings, flags, (notice) => terminal.stderr.write(`${notice}\n`));
  const { datasets: named = [], methods, dataDir, out, jobs, threads, records } = configuration;
  assertAsked(configuration, nameOf, parts);
  if (flags.printConfig === true) {
    stdout.write(renderConfiguration(runSettings, configuration, '.'));
    return exitCode.success;
  }
  const ownData = ownDataOf(configuration);
  const datasets = datasetSource({ ownData, dataDir }, parts);
  const names = ownData === undefined ? named : [(await datasets('')).dataset.name];
  const actions =
    configuration.actions === undefined ? [undefined] : askedActions(configuration.actions, nameOf);
  const settings = names.flatMap((dataset) => settingsOf(dataset, { ...configuration, actions }, parts));
  const request: PlanRequest = {
    family: `run-${contentHash(settings).slice(0, 8)}`,
    title: `${methods.join(', ')} on ${names.join(', ')}`,
    command: commandOf(flags),
    configuration: (folder) => renderConfiguration(runSettings, configuration, folder),
    settings,
    shard,
    out,
    jobs,
    threads,
    records,
    gapPeople: unaskedPeople(configuration),
    ownData,
    dataDir,
    parts,
    terminal,
    datasets: ownData === undefined ? datasets : () => datasets(''),
  };
  if (flags.queue !== undefined) {
    const { submitRequest } = await import('../queue/submit-request.ts');
    await submitRequest(flags.queue, request, terminal);
    return exitCode.success;
  }
  if (flags.estimate === true) {
    await writeEstimate([request], { shard, out, jobs, json: configuration.json }, terminal);
    return exitCode.success;
  }
  const outcome = await runPlan(request);
  const { cells, reused, failures, teacherGaps, interrupted, unkept } = outcome;
  if (reused > 0) stderr.write(`reused ${reused} finished ${reused === 1 ? 'cell' : 'cells'} of ${out}\n`);
  for (const note of equalBudgetNotes(configuration, parts)) stderr.write(`${note}\n`);
  if (interrupted) {
    const rest =
      out === undefined
        ? 'nothing was stored; with --out DIR a run can be resumed'
        : `${cellCount(cells.length)} ${cells.length === 1 ? 'is' : 'are'} in ${out}; the same command resumes`;
    stderr.write(`cfq: interrupted; ${rest}\n`);
    return exitCode.interrupted;
  }
  if (log !== undefined) await logCells(log, request.title, cells);
  const again = (other: Readonly<Record<string, string | true>>) => commandOf({ ...flags, ...other });
  const next = shard !== undefined ? mergeNext(shard) : nextStep({ cells, folder: out, again });
  await writeResults(cells, { json: configuration.json, wide: flags.wide, show, stdout, teacherGaps, next });
  if (unkept !== undefined) {
    stderr.write(unkeptLine(unkept, out));
    return exitCode.failed;
  }
  if (failures.length === 0) return exitCode.success;
  const all = cells.length + failures.length;
  stderr.write(`cfq: ${failures.length} of ${all} cells failed; the reasons are above\n`);
  return exitCode.failed;
}

function cellCount(count: number): string {
  return `${count} finished ${count === 1 ? 'cell' : 'cells'}`;
}
