import { UsageError } from '../command-line/benchmark-error.ts';
import type { CellAggregate } from '../cells/aggregates/aggregate-names.ts';
import { valueOf } from '../cells/aggregates/aggregate-of.ts';
import type { Cell } from '../cells/cell.ts';
import type { TeacherGap } from '../diagnostics/teacher-gap.ts';
import { formatOf } from '../tables/aggregate-columns.ts';
import { formatQuantity } from '../tables/format-quantity.ts';
import type { CellStore } from '../store/cell-store.ts';
import { labelOf } from '../cells/label-of.ts';
import { oneLine } from '../command-line/one-line.ts';
import { plainError, type PlainError } from '../command-line/plain-error.ts';
import { groupCells, type CellGroup, type PlannedCell } from './plan-cells.ts';
import type { Progress } from '../command-line/progress.ts';
import { storedCell, type GroupEvent } from './run-group.ts';
import type { Timings } from './timings.ts';

/**
 * Runs one group to its end and tells what happens.
 *
 * @param worker which of the workers that run at the same time asks, from 0
 * @throws where the worker that ran the group broke down, and its events with it
 */
export type GroupRunner = (
  group: CellGroup,
  worker: number,
  emit: (event: GroupEvent) => void,
) => Promise<void>;

/** Everything {@link runCells} needs; the work itself and where it is kept are handed in. */
export interface CellRun {
  readonly cells: readonly PlannedCell[];
  /** Makes the runner, once it is known how many groups are open. */
  readonly runner: (open: number) => {
    readonly run: GroupRunner;
    readonly workers: number;
    /** Where it keeps finished cells, if elsewhere than in {@link store}. */
    readonly store?: CellStore | undefined;
  };
  /** How much work a group is, in any unit; the largest go first. Default: its number of cells. */
  readonly weightOf?: (group: CellGroup) => number;
  readonly progress: Progress;
  /** Where finished cells are looked for; without one all are computed. */
  readonly store?: CellStore | undefined;
  /** A stored cell counts as finished only with its record beside it. */
  readonly records?: boolean;
  /** Stops the run before the next piece of work. */
  readonly signal: AbortSignal;
  readonly timings?: Timings;
  /** What has been said already and is not said again. Default: nothing. */
  readonly said?: Set<string>;
}

/** How a run ended. */
export interface CellOutcome {
  /** The finished cells in the order planned, those reused among them. */
  readonly cells: readonly Cell[];
  /** How many were found finished in the store. */
  readonly reused: number;
  /** The cells that failed, and why. */
  readonly failures: readonly { readonly planned: PlannedCell; readonly error: PlainError }[];
  /** How good the solver of an evaluation is, by the key of the recourse that cells share; of those that were told. */
  readonly gaps: ReadonlyMap<string, TeacherGap>;
  /** Whether the signal stopped the run before its end. */
  readonly interrupted: boolean;
  /** Why the run ended early, where finished cells could not be stored any more; among {@link cells} are those that were not. */
  readonly unkept?: string | undefined;
}

/** What a group's shared work counts for in progress, in cells. */
const sharedSteps = 1;

/**
 * Runs cells group by group, the largest groups first, as many at a time as the runner has workers; skips those already
 * stored, and goes on past a cell that fails. Where a worker breaks down, the cell it was at fails (all of the
 * group, where it was at what they share), and the rest of the group is run again elsewhere.
 *
 * @returns what finished, what failed, and whether the run was stopped; it does not throw for a failed cell
 * @throws UsageError where the runner does, such as for a plug-in that changed under way
 */
export async function runCells(run: CellRun): Promise<CellOutcome> {
  const { cells: planned, progress, signal, store, records = false } = run;
  const finished = new Map<string, Cell>();
  const failed = new Map<string, PlainError>();
  const gaps = new Map<string, TeacherGap>();
  let reused = 0;
  const finish = (cell: PlannedCell, value: Cell, fromStore: boolean): void => {
    finished.set(cell.stem, value);
    if (fromStore) reused += 1;
  };
  const damaged = (line: string): void => progress.line(line);
  const open = planned.filter((cell) => {
    const stored = storedCell(cell, { store, records, damaged });
    if (stored !== undefined) finish(cell, stored, true);
    return stored === undefined;
  });
  const said = run.said ?? new Set<string>();
  const note = (text: string): void => {
    if (!said.has(text)) progress.line(text);
    said.add(text);
  };
  let unkept: string | undefined;
  const stopped = (): boolean => signal.aborted || unkept !== undefined;
  const weightOf = run.weightOf ?? (({ cells }) => cells.length);
  const queue = groupCells(open)
    .map((group) => ({ group, weight: weightOf(group) }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ group }) => group);
  progress.start(open.length + queue.length * sharedSteps);

  const fail = (cell: PlannedCell, error: PlainError): void => {
    failed.set(cell.stem, error);
    progress.advance(1);
    progress.line(`${labelOf(cell)}: failed: ${oneLine(error.message)}`);
  };
  const isOpen = ({ stem }: PlannedCell): boolean => !finished.has(stem) && !failed.has(stem);

  /** Runs a group until none of its cells is open, in a new worker after each breakdown. */
  const complete = async (
    group: CellGroup,
    worker: number,
    { run: runGroup, store: own = store }: ReturnType<CellRun['runner']>,
  ): Promise<void> => {
    const byStem = new Map(group.cells.map((cell) => [cell.stem, cell]));
    const past: { shared: boolean; prepared: boolean } = { shared: false, prepared: false };
    const isPrepared = (): boolean => past.prepared;
    for (let rest: readonly PlannedCell[] = group.cells; ; rest = rest.filter(isOpen)) {
      const [first, ...others] = rest;
      if (first === undefined || stopped()) break;
      past.prepared = false;
      const emit = (event: GroupEvent): void => {
        const cell = 'stem' in event ? byStem.get(event.stem) : undefined;
        if (event.kind === 'stage') progress.stage(event.label);
        else if (event.kind === 'note') note(event.text);
        else if (event.kind === 'timing') run.timings?.add(event.timing);
        else if (event.kind === 'used') run.timings?.used(event);
        else if (event.kind === 'gap') gaps.set(event.recourse, event.gap);
        else if (event.kind === 'prepared') {
          past.prepared = true;
          if (!past.shared) progress.advance(sharedSteps);
          past.shared = true;
        } else if (cell !== undefined && isOpen(cell)) {
          if (event.kind === 'failed') {
            fail(cell, event.error);
            return;
          }
          if (event.kind === 'unkept') unkept ??= event.reason;
          finish(cell, event.cell, event.kind === 'finished' && event.reused);
          progress.advance(1);
          progress.line(summaryOf(cell, event.cell));
        }
      };
      try {
        await runGroup({ ...group, cells: [first, ...others] }, worker, emit);
        break;
      } catch (error) {
        if (stopped()) break;
        // No place would do: the request is to be mended.
        if (error instanceof UsageError) throw error;
        // What was written last may not have been told any more.
        for (const cell of rest.filter(isOpen)) {
          const stored = storedCell(cell, { store: own, records });
          if (stored === undefined) break;
          emit({ kind: 'finished', stem: cell.stem, cell: stored, reused: false });
        }
        const broken = isPrepared() ? rest.filter(isOpen).slice(0, 1) : rest.filter(isOpen);
        for (const cell of broken) {
          try {
            store?.writeError(cell.specification, error);
          } catch (writing) {
            progress.line(`${labelOf(cell)}: the failure could not be stored: ${oneLine(writing)}`);
          }
          fail(cell, plainError(error));
        }
      }
    }
    if (!past.shared) progress.advance(sharedSteps);
  };

  if (queue.length > 0 && !stopped()) {
    const runner = run.runner(queue.length);
    const underWay = new Map<number, string>();
    /** The largest group whose teacher nobody trains at the moment, else the largest. */
    const next = (): CellGroup | undefined => {
      const teachers = new Set(underWay.values());
      const free = queue.findIndex(({ teacher }) => !teachers.has(teacher));
      return queue.splice(Math.max(0, free), 1)[0];
    };
    const work = async (worker: number): Promise<void> => {
      for (let group = next(); group !== undefined && !stopped(); group = next()) {
        underWay.set(worker, group.teacher);
        await complete(group, worker, runner);
        underWay.delete(worker);
      }
    };
    await Promise.all(Array.from({ length: runner.workers }, (_, worker) => work(worker)));
  }
  const done = planned.flatMap(({ stem }) => finished.get(stem) ?? []);
  const failures = planned.flatMap((cell) => {
    const error = failed.get(cell.stem);
    return error === undefined ? [] : [{ planned: cell, error }];
  });
  const interrupted = signal.aborted && done.length + failures.length < planned.length;
  return { cells: done, reused, failures, gaps, interrupted, ...(unkept !== undefined && { unkept }) };
}

/** What a finished cell measured, in a line: accuracy, broken promises and approvals of those who did nothing. */
function summaryOf(planned: PlannedCell, cell: Cell): string {
  const said = (name: CellAggregate) => formatQuantity([valueOf(name)(cell)], formatOf(name));
  const numbers = [
    `accuracy ${said('accuracyStudent')} %`,
    `VD ${said('validityDrop')}`,
    `over-grant ${said('overGrant')}`,
  ];
  return `${labelOf(planned)}: ${numbers.join(', ')}, ${cell.seconds.total.toFixed(1)} s`;
}
