import { DamagedFileError } from '../command-line/benchmark-error.ts';
import type { Cell } from '../cells/cell.ts';
import type { TeacherGap } from '../diagnostics/teacher-gap.ts';
import type { CellStore } from '../store/cell-store.ts';
import { labelOf } from '../cells/label-of.ts';
import { oneLine } from '../command-line/one-line.ts';
import type { Timing } from './timing.ts';
import type { CellGroup, PlannedCell } from './plan-cells.ts';
import { plainError, type PlainError } from '../command-line/plain-error.ts';

/** A cell that ran, with its per-instance record as text where that was asked for. */
interface FinishedCell {
  readonly cell: Cell;
  readonly record?: string;
}

/** What the cells of one group share, already computed. */
interface SharedWork {
  /** Trains and measures one student. */
  run(planned: PlannedCell, stage: (label: string) => void): Promise<FinishedCell>;
  /** Says how good the solver of the evaluation is, where that is wanted beside the cells. */
  gap?(): Promise<TeacherGap>;
}

/** Computes what the cells of a group share: split, teacher, its recourse. */
export type Prepare = (group: CellGroup, stage: (label: string) => void) => Promise<SharedWork>;

/** What happens while a group runs. Plain data, so that it can come from another process. */
export type GroupEvent =
  | { readonly kind: 'stage'; readonly label: string }
  | { readonly kind: 'prepared' }
  | { readonly kind: 'finished'; readonly stem: string; readonly cell: Cell; readonly reused: boolean }
  | { readonly kind: 'failed'; readonly stem: string; readonly error: PlainError }
  /** Finished, and not to be stored: nothing will be. */
  | { readonly kind: 'unkept'; readonly stem: string; readonly cell: Cell; readonly reason: string }
  /** How good the solver of the evaluation is, in which all cells of the group share. */
  | { readonly kind: 'gap'; readonly recourse: string; readonly gap: TeacherGap }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'timing'; readonly timing: Timing }
  | { readonly kind: 'used'; readonly cpuSeconds: number; readonly residentBytes: number };

/** What {@link runGroup} needs. */
export interface GroupRun {
  readonly group: CellGroup;
  readonly prepare: Prepare;
  /** Where finished cells are kept; without one nothing is written. */
  readonly store?: CellStore | undefined;
  /** A stored cell counts as finished only with its record beside it. */
  readonly records: boolean;
  /** Stops before the next piece of work. */
  readonly signal: AbortSignal;
  readonly emit: (event: GroupEvent) => void;
}

/**
 * Runs the cells of a group one after the other: stores each as it finishes, skips one that another process has
 * stored meanwhile, and goes on past one that fails. Where the shared work fails, all its cells do. It does not throw
 * for any of that. Where a finished cell cannot be stored, on a full disk for instance, it is handed over and the group ends.
 * What is told beside the cells comes last, so that they do not wait for it.
 */
export async function runGroup(run: GroupRun): Promise<void> {
  const { group, prepare, store, records, signal, emit } = run;
  const stopped = (): boolean => signal.aborted;
  const fail = (planned: PlannedCell, error: unknown): void => {
    if (stopped()) return;
    try {
      store?.writeError(planned.specification, error);
    } catch (writing) {
      emit({
        kind: 'note',
        text: `${labelOf(planned)}: the failure could not be stored: ${oneLine(writing)}`,
      });
    }
    emit({ kind: 'failed', stem: planned.stem, error: plainError(error) });
  };
  const finishedElsewhere = (planned: PlannedCell): boolean => {
    const cell = storedCell(planned, { store, records });
    if (cell !== undefined) emit({ kind: 'finished', stem: planned.stem, cell, reused: true });
    return cell !== undefined;
  };

  const [first, ...rest] = group.cells.filter((planned) => !finishedElsewhere(planned));
  if (first === undefined || stopped()) return;
  let shared: SharedWork;
  try {
    shared = await prepare({ ...group, cells: [first, ...rest] }, (label) =>
      emit({ kind: 'stage', label: `${placeOf(first)}: ${label}` }),
    );
  } catch (error) {
    for (const planned of [first, ...rest]) fail(planned, error);
    return;
  }
  emit({ kind: 'prepared' });
  for (const planned of [first, ...rest]) {
    if (stopped()) return;
    if (planned !== first && finishedElsewhere(planned)) continue;
    try {
      const { cell, record } = await shared.run(planned, (label) =>
        emit({ kind: 'stage', label: `${labelOf(planned)}: ${label}` }),
      );
      try {
        store?.write(planned.specification, cell, record);
      } catch (error) {
        emit({ kind: 'unkept', stem: planned.stem, cell, reason: oneLine(error) });
        return;
      }
      emit({ kind: 'finished', stem: planned.stem, cell, reused: false });
    } catch (error) {
      fail(planned, error);
    }
  }
  if (shared.gap === undefined || stopped()) return;
  emit({ kind: 'stage', label: `${placeOf(first)}: the optimality gap` });
  const { recourse } = first.shared;
  try {
    emit({ kind: 'gap', recourse, gap: await shared.gap() });
  } catch (error) {
    if (!stopped()) emit({ kind: 'gap', recourse, gap: { reason: oneLine(error) } });
  }
}

const placeOf = ({ settings: { dataset, seed } }: PlannedCell) => `${dataset} seed ${seed}`;

/** The finished cell of a store; undefined where it is missing, damaged or lacks the record that is wanted. */
export function storedCell(
  { specification }: PlannedCell,
  {
    store,
    records,
    damaged,
  }: {
    readonly store: CellStore | undefined;
    readonly records: boolean;
    readonly damaged?: (line: string) => void;
  },
): Cell | undefined {
  try {
    const cell = store?.read(specification);
    return cell === undefined || (records && !store?.hasRecord(specification)) ? undefined : cell;
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error;
    damaged?.(`${oneLine(error)} It will be computed again.`);
    return undefined;
  }
}
