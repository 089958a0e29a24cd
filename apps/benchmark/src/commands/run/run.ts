import { settingsOf } from './settings-of.ts';
import { contentHash } from '../../cells/content-hash.ts';
import { datasetSource } from '../../study/dataset-source.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { quoted } from '../../command-line/quoted.ts';
import { runConfiguration, type RunFlags } from './run-configuration.ts';
import { runPlan } from '../../study/run-plan.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { parseOverrides } from '../../cells/parse-overrides.ts';
import { writeResults } from './write-results.ts';

/**
 * `cfq run`: runs every cell asked for that is not yet stored, and prints them all.
 *
 * @returns success; failed where a cell failed; interrupted after Ctrl-C
 * @throws UsageError where the request cannot be carried out; nothing has been written then
 */
export async function run(flags: RunFlags, terminal: Terminal): Promise<ExitCode> {
  const { stdout, stderr } = terminal;
  const configuration = runConfiguration(flags);
  const overrides = parseOverrides('override', flags.override ?? []);
  const { ownData, dataDir, out, jobs, threads, records } = configuration;
  const datasets = datasetSource({ ownData, dataDir });
  const names = ownData === undefined ? configuration.datasets : [(await datasets('')).dataset.name];
  const settings = names.flatMap((dataset) => settingsOf(dataset, configuration, overrides));
  const outcome = await runPlan({
    family: `run-${contentHash(settings).slice(0, 8)}`,
    title: `${configuration.methods.join(', ')} on ${names.join(', ')}`,
    command: commandOf(flags),
    settings,
    out,
    jobs,
    threads,
    records,
    ownData,
    dataDir,
    terminal,
    datasets: ownData === undefined ? datasets : () => datasets(''),
  });
  const { cells, reused, failures, interrupted } = outcome;
  if (reused > 0) stderr.write(`reused ${reused} finished ${reused === 1 ? 'cell' : 'cells'} of ${out}\n`);
  if (interrupted) {
    const rest =
      out === undefined
        ? 'nothing was stored; with --out DIR a run can be resumed'
        : `${cellCount(cells.length)} ${cells.length === 1 ? 'is' : 'are'} in ${out}; the same command resumes`;
    stderr.write(`cfq: interrupted; ${rest}\n`);
    return exitCode.interrupted;
  }
  writeResults(cells, { json: configuration.json, stdout });
  if (failures.length === 0) return exitCode.success;
  const all = cells.length + failures.length;
  stderr.write(`cfq: ${failures.length} of ${all} cells failed; the reasons are above\n`);
  return exitCode.failed;
}

function cellCount(count: number): string {
  return `${count} finished ${count === 1 ? 'cell' : 'cells'}`;
}

/** The command line of some flags, as a person would type it. */
function commandOf(flags: RunFlags): string {
  const words = Object.entries(flags).flatMap(([name, value]: [string, RunFlags[keyof RunFlags]]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (value === undefined || value === false) return [];
    if (value === true) return [flag];
    return [value].flat().map((one) => `${flag} ${quoted(one)}`);
  });
  return ['cfq run', ...words].join(' ');
}
