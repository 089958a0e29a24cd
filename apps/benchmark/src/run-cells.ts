import { DamagedFileError } from './benchmark-error.ts';
import type { Cell } from './cell.ts';
import type { CellStore } from './cell-store.ts';
import { oneLine } from './one-line.ts';
import type { CellGroup, PlannedCell } from './plan-cells.ts';
import type { Progress } from './progress.ts';

/** A cell that ran, with its per-instance record as text where that was asked for. */
interface FinishedCell {
  readonly cell: Cell;
  readonly record?: string;
}

/** What the cells of one group share, already computed. */
interface SharedWork {
  /** Trains and measures one student. */
  run(planned: PlannedCell, stage: (label: string) => void): Promise<FinishedCell>;
}

/** Computes what the cells of a group share: split, teacher, its recourse. */
export type Prepare = (group: CellGroup, stage: (label: string) => void) => Promise<SharedWork>;

/** Everything {@link runCells} needs; the work itself and where it is kept are handed in. */
export interface CellRun {
  readonly groups: readonly CellGroup[];
  readonly prepare: Prepare;
  readonly progress: Progress;
  /** Where finished cells are kept; without one nothing is written. */
  readonly store?: CellStore;
  /** A stored cell counts as finished only with its record beside it. */
  readonly records?: boolean;
  /** Stops the run before the next piece of work. */
  readonly signal?: AbortSignal;
}

/** How a run ended. */
export interface CellOutcome {
  /** The finished cells in the order planned, those reused among them. */
  readonly cells: readonly Cell[];
  /** How many were found finished in the store. */
  readonly reused: number;
  /** The cells that failed, and why. */
  readonly failures: readonly { readonly planned: PlannedCell; readonly error: unknown }[];
  /** Whether the signal stopped the run before its end. */
  readonly interrupted: boolean;
}

/** What a group's shared work counts for in progress, in cells. */
const sharedSteps = 1;

/**
 * Runs cells one after the other, group by group; skips those already stored, stores each as it finishes, and
 * goes on past a cell that fails. Where the shared work of a group fails, all its cells do.
 *
 * @returns what finished, what failed, and whether the run was stopped; it does not throw for a failed cell
 */
export async function runCells(run: CellRun): Promise<CellOutcome> {
  const { groups, progress, signal } = run;
  const finished = new Map<PlannedCell, Cell>();
  const failures: { planned: PlannedCell; error: unknown }[] = [];
  const open = groups.map((group) => group.cells.filter((planned) => !reuse(run, planned, finished)));
  const reused = finished.size;
  progress.start(
    open.reduce((steps, cells) => steps + (cells.length > 0 ? cells.length + sharedSteps : 0), 0),
  );

  const fail = (planned: PlannedCell, error: unknown): void => {
    if (signal?.aborted) return;
    failures.push({ planned, error });
    progress.advance(1);
    progress.line(`${labelOf(planned)}: failed: ${oneLine(error)}`);
    try {
      run.store?.writeError(planned.specification, error);
    } catch (writing) {
      progress.line(`${labelOf(planned)}: the failure could not be stored: ${oneLine(writing)}`);
    }
  };

  for (const [index, group] of groups.entries()) {
    const cells = open[index] ?? [];
    if (cells.length === 0 || signal?.aborted) continue;
    let shared: SharedWork;
    try {
      shared = await run.prepare(group, (label) =>
        progress.stage(`${group.dataset} seed ${group.seed}: ${label}`),
      );
      progress.advance(sharedSteps);
    } catch (error) {
      progress.advance(sharedSteps);
      for (const planned of cells) fail(planned, error);
      continue;
    }
    for (const planned of cells) {
      if (signal?.aborted) break;
      try {
        const { cell, record } = await shared.run(planned, (label) =>
          progress.stage(`${labelOf(planned)}: ${label}`),
        );
        run.store?.write(planned.specification, cell, record);
        finished.set(planned, cell);
        progress.advance(1);
        progress.line(summaryOf(planned, cell));
      } catch (error) {
        fail(planned, error);
      }
    }
  }
  const planned = groups.flatMap((group) => group.cells);
  const cells = planned.flatMap((one) => finished.get(one) ?? []);
  const interrupted = signal?.aborted === true && cells.length + failures.length < planned.length;
  return { cells, reused, failures, interrupted };
}

function reuse(run: CellRun, planned: PlannedCell, finished: Map<PlannedCell, Cell>): boolean {
  try {
    const cell = run.store?.read(planned.specification);
    if (cell === undefined || (run.records && !run.store?.hasRecord(planned.specification))) return false;
    finished.set(planned, cell);
    return true;
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error;
    run.progress.line(`${oneLine(error)} It will be computed again.`);
    return false;
  }
}

/** `german lsq 4 bits seed 0`: how progress and errors name a cell. */
function labelOf({ specification }: PlannedCell): string {
  const { dataset, method, budgetBits, seed } = specification;
  return `${dataset} ${method} ${budgetBits} bits seed ${seed}`;
}

function summaryOf(planned: PlannedCell, cell: Cell): string {
  const percent = (value: number | null) => (value === null ? '–' : `${(100 * value).toFixed(1)} %`);
  const { student } = cell.accuracy;
  return `${labelOf(planned)}: accuracy ${percent(student)}, agreement ${percent(cell.agreement)}, ${cell.seconds.total.toFixed(1)} s`;
}
