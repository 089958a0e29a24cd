import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { settleActions } from '../../cells/actions/settle-actions.ts';
import { datasetSource } from '../../study/dataset-source.ts';
import { contentHash } from '../../cells/content-hash.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { unkeptLine } from '../../store/unkept-line.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { renderTerminal } from '../../tables/render-terminal.ts';
import { partsAsked } from '../../configuration/parts-asked.ts';
import { runPlan } from '../../study/run-plan.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { gridOverrides } from '../../cells/overrides/grid.ts';
import { renderConfiguration } from '../../configuration/render-configuration.ts';
import { trialSettings } from '../../tuning/trial-settings.ts';
import { tuneConfiguration, tuneValues, type TuneFlags } from './tune-configuration.ts';
import { tuneSettings } from './tune-settings.ts';
import { tuningOf } from '../../tuning/tuning-of.ts';
import { tuningTable } from '../../tuning/tuning-table.ts';
import { assertCellsTarget, assertFileTarget } from '../../store/assert-target.ts';
import { tuningEnding } from '../../store/tuning-ending.ts';
import { writeFileAtomically } from '../../store/write-file-atomically.ts';

/** Digits of the hash that tells searches of one method apart. */
const shortHash = 8;

/**
 * `cfq tune`: tries every combination of a grid on validation rows, each trial an ordinary stored cell, and names the
 * winner by a stated rule.
 *
 * @returns success; failed where a trial failed or none can win; interrupted after Ctrl-C
 * @throws UsageError where the request cannot be carried out; nothing has been written then
 */
export async function tune(flags: TuneFlags, terminal: Terminal): Promise<ExitCode> {
  const parts = await partsAsked(tuneSettings, flags, (notice) => terminal.stderr.write(`${notice}\n`));
  const configuration = tuneConfiguration(flags, parts);
  const { dataset, method, budgetBits, out, jobs, threads, dataDir, json } = configuration;
  const { stdout, stderr } = terminal;
  if (flags.printConfig === true) {
    stdout.write(renderConfiguration(tuneSettings, tuneValues(configuration), '.'));
    return exitCode.success;
  }
  const datasets = datasetSource({ dataDir }, parts);
  const { dataset: loaded } = await datasets(dataset);
  const trials = gridOverrides(configuration.grid).map((overrides) => ({
    overrides,
    settings: trialSettings(configuration, overrides).map((one) => settleActions(one, loaded)),
  }));
  const { grid, by, seeds, backbone, policy, teacher, threshold, classWeights } = configuration;
  const search = contentHash({
    ...{ grid, by, seeds, backbone, policy, teacher, threshold, classWeights },
  }).slice(0, shortHash);
  const name = `${dataset}-${method}-${budgetBits}b-${by}-${search}`;
  const file = join(out, `${name}${tuningEnding}`);
  assertCellsTarget('--out', out);
  if (existsSync(out)) assertFileTarget('--out', file);
  const { command } = tuningOf([], configuration);
  const { cells, reused, failures, interrupted, unkept } = await runPlan({
    family: `tune-${name}`.replace(/[^\w-]/g, '_'),
    title: `Search for ${method} on ${dataset}, by ${by}`,
    command,
    configuration: (folder) => renderConfiguration(tuneSettings, tuneValues(configuration), folder),
    settings: trials.flatMap(({ settings }) => settings),
    out,
    jobs,
    threads,
    records: false,
    terminal,
    dataDir,
    parts,
    datasets,
  });
  if (reused > 0) stderr.write(`reused ${reused} finished cells of ${out}\n`);
  if (interrupted) {
    stderr.write(`cfq: interrupted; what has finished is in ${out}; the same command resumes\n`);
    return exitCode.interrupted;
  }
  if (unkept !== undefined) {
    stderr.write(unkeptLine(unkept, out));
    return exitCode.failed;
  }
  const cellOf = new Map(cells.map((cell) => [contentHash(cell.settings), cell]));
  const errorOf = new Map(
    failures.map(({ planned, error }) => [contentHash(planned.settings), oneLine(error.message)]),
  );
  const tuning = tuningOf(
    trials.map(({ overrides, settings }) => {
      const hashes = settings.map((one) => contentHash(one));
      return {
        overrides,
        cells: hashes.flatMap((hash) => cellOf.get(hash) ?? []),
        errors: [...new Set(hashes.flatMap((hash) => errorOf.get(hash) ?? []))],
      };
    }),
    configuration,
  );
  const text = `${JSON.stringify(tuning, null, 2)}\n`;
  writeFileAtomically(file, text);
  if (json) stdout.write(text);
  else {
    stdout.write(`${renderTerminal(tuningTable(tuning))}\nrule: ${tuning.rule}\n`);
    stdout.write(
      tuning.winner === null
        ? 'winner: none; no trial finished within the budget with its criterion defined\n'
        : `winner, on the test rows: ${tuning.winner.command}\n`,
    );
    stdout.write(`every trial: ${file}\n`);
  }
  if (failures.length > 0) stderr.write(`cfq: ${failures.length} cells failed; cfq status ${out} says why\n`);
  return failures.length > 0 || tuning.winner === null ? exitCode.failed : exitCode.success;
}
