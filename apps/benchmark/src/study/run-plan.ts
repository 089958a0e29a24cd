import { join } from 'node:path';
import { unfinishedTeachers } from '../cells/models/trained-out.ts';
import { openCellStore } from '../store/cell-store.ts';
import { createWorker } from './worker.ts';
import { childPool } from '../runner/child-pool.ts';
import type { WorkerConfig } from '../runner/worker-config.ts';
import { watchInterruption } from '../command-line/interruption.ts';
import { plainProgress } from '../command-line/plain-progress.ts';
import type { CellGroup } from '../runner/plan-cells.ts';
import { renderTerminal } from '../tables/render-terminal.ts';
import { runCells, type CellOutcome, type CellRun } from '../runner/run-cells.ts';
import { plannedPlugins } from '../plugins/planned-plugins.ts';
import { writePlan, writePlanConfiguration } from '../store/stored-plan.ts';
import { terminalLook } from '../command-line/terminal-look.ts';
import { shardsOf } from '../runner/shard.ts';
import { terminalProgress } from '../command-line/terminal-progress.ts';
import { temporaryFolder } from '../runner/temporary-folder.ts';
import { createTimings } from '../runner/timings.ts';
import { preparePlan, type PlanRequest } from './prepare-plan.ts';
import { teacherGapsOf, type ToldGap } from './shared/teacher-gaps-of.ts';

/** How a plan ended. */
export interface PlanOutcome extends CellOutcome {
  /** How good the solver of the evaluation is, a teacher and recourse each; none where nobody asked. */
  readonly teacherGaps: readonly ToldGap[];
}

/**
 * Runs every cell of a plan that its folder does not hold yet, on a pool of processes where there is work for more than
 * one. Progress, and at the end where the time went, are told on stderr.
 *
 * @returns the cells in the order of the settings; it does not throw for a failed cell
 * @throws UsageError where the request cannot be carried out; nothing has been written then
 */
export async function runPlan(request: PlanRequest): Promise<PlanOutcome> {
  const { out, jobs, threads, records, gapPeople, terminal } = request;
  const { stderr } = terminal;
  const started = performance.now();
  const { plan, cells, data, parts, datasets, said, weightOf: rowsOf } = await preparePlan(request);
  const store = out === undefined ? undefined : openCellStore(out);
  if (out !== undefined) {
    const { configuration } = request;
    if (configuration !== undefined) writePlanConfiguration(out, plan.family, configuration(out));
    writePlan(out, plan);
  }

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
      gapPeople,
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
    return {
      ...outcome,
      teacherGaps: gapPeople === undefined ? [] : teacherGapsOf(own, outcome, { gapPeople, out }),
    };
  } finally {
    progress.stop();
    interruption.release();
    for (const close of closing) await close();
  }
}

/** The folders of a run: those of `out`, else temporary ones, else none where one group needs none. */
function foldersOf(
  out: string | undefined,
  single: boolean,
  closing: (() => void)[],
): Pick<WorkerConfig, 'cells' | 'shared'> {
  if (out !== undefined) return { cells: out, shared: join(out, 'shared') };
  if (single) return {};
  const { path, remove } = temporaryFolder('cfq-');
  closing.push(remove);
  return { cells: path, shared: join(path, 'shared') };
}
