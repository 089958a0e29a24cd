import { datasets as builtIn } from '@cfq/datasets';
import { assertDataSuffices, nobodyActs } from './check-data.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertSettings } from '../cells/assert-settings.ts';
import type { CellSettings } from '../cells/cell-settings.ts';
import { settleActions } from '../cells/actions/settle-actions.ts';
import { settledSettings } from './settled-settings.ts';
import { unfinishedTeachers } from '../cells/models/trained-out.ts';
import { protocol } from '../cells/cell-specification.ts';
import { openCellStore } from '../store/cell-store.ts';
import { createWorker } from './worker.ts';
import { childPool } from '../runner/child-pool.ts';
import { codeVersion } from '../cells/code/code-version.ts';
import type { DataLocation, WorkerConfig } from '../runner/worker-config.ts';
import { datasetSource, type DatasetSource } from './dataset-source.ts';
import { watchInterruption } from '../command-line/interruption.ts';
import { plainProgress } from '../command-line/plain-progress.ts';
import { planCells, type CellGroup, type PlannedCell } from '../runner/plan-cells.ts';
import { renderTerminal } from '../tables/render-terminal.ts';
import { runCells, type CellOutcome, type CellRun } from '../runner/run-cells.ts';
import { planSources } from './plan-sources.ts';
import type { PlannedPlugin } from '../plugins/open-plugins.ts';
import { ownParts, type Parts } from '../plugins/parts.ts';
import { writePlan, writePlanConfiguration } from '../store/stored-plan.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { terminalLook } from '../command-line/terminal-look.ts';
import { shardsOf, type Shard } from '../runner/shard.ts';
import { terminalProgress } from '../command-line/terminal-progress.ts';
import { createTimings } from '../runner/timings.ts';

/** What is to be run: cells that belong together, and where. */
export interface PlanRequest extends DataLocation {
  /** Names the plan file: letters, digits, `-` and `_`. */
  readonly family: string;
  readonly title: string;
  /** The command line that runs or resumes it. */
  readonly command: string;
  readonly settings: readonly CellSettings[];
  /** Folder of finished cells; without one nothing stays. */
  readonly out?: string | undefined;
  /** Processes at a time; 1 is this one. */
  readonly jobs: number;
  /** Threads of the engine in each. */
  readonly threads: number;
  /** Whether per-instance records are stored beside the cells. */
  readonly records: boolean;
  /** The part of the cells that is run; default: all. The plan that is stored names all of them. */
  readonly shard?: Shard | undefined;
  /** Whether this is the small form of the plan. */
  readonly quick?: boolean;
  readonly terminal: Terminal;
  /** Where names are looked up; default: the project's own parts. */
  readonly parts?: Parts | undefined;
  /** What was asked for as a configuration file that stands in a folder; stored there beside the plan. */
  readonly configuration?: ((folder: string) => string) | undefined;
  /** What has been said of datasets already and is not said again. Default: nothing. */
  readonly said?: Set<string>;
  /** Datasets already loaded from the same location. */
  readonly datasets?: DatasetSource;
}

/**
 * Runs every cell of a plan that its folder does not hold yet, on a pool of processes where there is work for more than
 * one. Progress, and at the end where the time went, are told on stderr.
 *
 * @returns the cells in the order of the settings; it does not throw for a failed cell
 * @throws UsageError where the request cannot be carried out; nothing has been written then
 */
export async function runPlan(request: PlanRequest): Promise<CellOutcome> {
  const { out, jobs, threads, records, terminal } = request;
  const { stderr } = terminal;
  const started = performance.now();
  const data = { ownData: request.ownData, dataDir: request.dataDir };
  const parts = request.parts ?? ownParts;
  const datasets = request.datasets ?? datasetSource(data, parts);
  assertSettings(request.settings, parts, request.ownData && request.settings[0]?.dataset);
  const settings = await settledSettings(request.settings, datasets, settleActions);
  const said = request.said ?? new Set<string>();
  const loaded = new Map<string, { readonly source: string; readonly rows: number }>();
  for (const name of new Set(settings.map(({ dataset }) => dataset))) {
    const { dataset, source } = await datasets(name);
    loaded.set(name, { source, rows: dataset.table.rows });
    const own = settings.filter((one) => one.dataset === name);
    // The built-in sets are known to suffice.
    if (request.ownData !== undefined || !Object.hasOwn(builtIn, name)) assertDataSuffices(dataset, own);
    const warnings = [...dataset.warnings, ...nobodyActs(dataset, own)];
    for (const text of warnings.map((warning) => `${name}: ${warning}`)) {
      if (!said.has(text)) stderr.write(`${text}\n`);
      said.add(text);
    }
  }
  const cells = planCells(settings, {
    protocol,
    sourceOf: (name) => loaded.get(name)!.source,
    ...planSources(parts),
  });
  const store = out === undefined ? undefined : openCellStore(out);
  if (out !== undefined) {
    const { family, title, command, quick = false } = request;
    const planned = cells.map(({ stem, hash, settings: one, shared }) => ({
      stem,
      hash,
      settings: one,
      shared,
    }));
    const { configuration } = request;
    if (configuration !== undefined) writePlanConfiguration(out, family, configuration(out));
    writePlan(out, { family, title, command, codeVersion, quick, cells: planned });
  }

  const rowsOf = ({ settings: { dataset } }: PlannedCell): number => loaded.get(dataset)!.rows;
  const { shard } = request;
  const own = shard === undefined ? cells : shardsOf(cells, shard.count, rowsOf)[shard.index - 1]!;
  if (shard !== undefined) {
    stderr.write(`shard ${shard.index} of ${shard.count}: ${own.length} of ${cells.length} cells\n`);
  }

  const progress = stderr.isTTY ? terminalProgress(stderr) : plainProgress((text) => stderr.write(text));
  const timings = createTimings();
  const closing: (() => Promise<void> | void)[] = [];
  const interruption = watchInterruption(
    () => {
      progress.line('stopping after the work under way; Ctrl-C again stops at once');
      onStop();
    },
    () => progress.stop(),
  );
  let onStop = (): void => undefined;

  const runner: CellRun['runner'] = (open) => {
    const here = jobs === 1 || open === 1;
    const config: WorkerConfig = {
      data,
      plugins: plannedPlugins(parts),
      threads,
      records,
      ...foldersOf(out, here && open === 1, closing),
    };
    if (here) {
      const worker = createWorker(config, interruption.signal, parts, datasets);
      closing.unshift(() => worker.release());
      return { workers: 1, run: (group, _worker, emit) => worker.runGroup(group, emit) };
    }
    const pool = childPool(config);
    onStop = () => void pool.close();
    closing.unshift(() => pool.close());
    return {
      workers: Math.min(jobs, open),
      run: pool.run,
      store: store ?? (config.cells === undefined ? undefined : openCellStore(config.cells)),
    };
  };
  try {
    const outcome = await runCells({
      cells: own,
      runner,
      weightOf: (group: CellGroup) => group.cells.length * rowsOf(group.cells[0]),
      progress,
      store,
      records,
      signal: interruption.signal,
      timings,
      said,
    });
    progress.stop();
    const computed = outcome.cells.length - outcome.reused;
    if (!timings.isEmpty) {
      const wallSeconds = (performance.now() - started) / 1000;
      stderr.write(renderTerminal(timings.table({ cells: computed, wallSeconds }), terminalLook(stderr)));
    }
    for (const line of unfinishedTeachers(outcome.cells)) stderr.write(`${line}\n`);
    return outcome;
  } finally {
    progress.stop();
    interruption.release();
    for (const close of closing) await close();
  }
}

function plannedPlugins({ plugins }: Parts): PlannedPlugin[] {
  return plugins.map(({ asked, folder, hash }) => ({ asked, folder, hash }));
}

/** The folders of a run: those of `out`, else temporary ones, else none where one group needs none. */
function foldersOf(
  out: string | undefined,
  single: boolean,
  closing: (() => void)[],
): Pick<WorkerConfig, 'cells' | 'shared'> {
  if (out !== undefined) return { cells: out, shared: join(out, 'shared') };
  if (single) return {};
  const folder = mkdtempSync(join(tmpdir(), 'cfq-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  return { cells: folder, shared: join(folder, 'shared') };
}
