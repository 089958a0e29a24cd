import type { Dataset } from '@cfq/datasets';
import { method as methodOf } from '@cfq/training';
import { assertNamesAndBudgets } from '../assert-names-and-budgets.ts';
import { openCellStore } from '../cell-store.ts';
import { createStudy } from '../create-study.ts';
import { datasetFingerprint } from '../dataset-fingerprint.ts';
import { evaluationSolver } from '../evaluation-solver.ts';
import { fullPrecisionBits } from '../full-precision-bits.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { watchInterruption } from '../interruption.ts';
import { loadDatasets } from '../load-datasets.ts';
import { plainRecipe } from '../plain-recipe.ts';
import { plainProgress } from '../plain-progress.ts';
import { planCells, type CellGroup } from '../plan-cells.ts';
import { writeResults } from '../write-results.ts';
import { runCells } from '../run-cells.ts';
import { runConfiguration, type RunConfiguration, type RunFlags } from '../run-configuration.ts';
import type { Terminal } from '../terminal.ts';
import { terminalProgress } from '../terminal-progress.ts';

/** Rises when what a cell measures changes; see `CellSpecification`. */
const protocol = 1;

/**
 * `cfq run`: runs every cell asked for that is not yet stored, and prints them all.
 *
 * @returns success; failed where a cell failed; interrupted after Ctrl-C
 * @throws UsageError where the request cannot be carried out; nothing has been written then
 */
export async function run(flags: RunFlags, terminal: Terminal): Promise<ExitCode> {
  const { stdout, stderr } = terminal;
  const configuration = runConfiguration(flags);
  assertNamesAndBudgets(configuration);
  const datasets = await loadDatasets(configuration);
  const groups = plan(configuration, datasets);
  const store = configuration.out === undefined ? undefined : openCellStore(configuration.out);
  const progress = stderr.isTTY ? terminalProgress(stderr) : plainProgress((text) => stderr.write(text));
  const interruption = watchInterruption(
    () => progress.line('stopping after the work under way; Ctrl-C again stops at once'),
    () => progress.stop(),
  );
  const study = createStudy({ ...configuration, datasets, signal: interruption.signal });
  try {
    const outcome = await runCells({
      groups,
      prepare: study.prepare,
      progress,
      records: configuration.records,
      signal: interruption.signal,
      ...(store !== undefined && { store }),
    });
    progress.stop();
    const { cells, reused, failures, interrupted } = outcome;
    if (reused > 0)
      stderr.write(`reused ${reused} finished ${reused === 1 ? 'cell' : 'cells'} of ${configuration.out}\n`);
    if (interrupted) {
      const rest =
        store === undefined
          ? 'nothing was stored; with --out DIR a run can be resumed'
          : `${cellCount(cells.length)} ${cells.length === 1 ? 'is' : 'are'} in ${store.folder}; the same command resumes`;
      stderr.write(`cfq: interrupted; ${rest}\n`);
      return exitCode.interrupted;
    }
    writeResults(cells, { json: configuration.json, stdout });
    if (failures.length === 0) return exitCode.success;
    const all = cells.length + failures.length;
    stderr.write(`cfq: ${failures.length} of ${all} cells failed; the reasons are above\n`);
    return exitCode.failed;
  } finally {
    progress.stop();
    interruption.release();
    await study.release();
  }
}

function cellCount(count: number): string {
  return `${count} finished ${count === 1 ? 'cell' : 'cells'}`;
}

function plan(configuration: RunConfiguration, datasets: readonly Dataset[]): CellGroup[] {
  const { methods, bits, backbones, seeds, margins } = configuration;
  return planCells({
    protocol,
    datasets: datasets.map((dataset) => ({ name: dataset.name, source: datasetFingerprint(dataset) })),
    methods: methods.map((name) => {
      const recipe = methodOf(name);
      const budgets = recipe.kind === 'full-precision' ? [fullPrecisionBits] : bits;
      return { name, recipe: plainRecipe(recipe), budgets };
    }),
    backbones,
    seeds,
    margins,
    solverOf: evaluationSolver,
  });
}
