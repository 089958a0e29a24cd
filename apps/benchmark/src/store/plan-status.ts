import type { Cell } from '../cells/cell.ts';
import { codeVersionOf } from '../cells/code/code-version.ts';
import { namesIn } from '../cells/code/names-in.ts';
import type { CellSettings } from '../cells/cell-settings.ts';
import type { PlainError } from '../command-line/plain-error.ts';
import type { SharedKey } from '../cells/shared-key.ts';
import type { PlanOnDisk } from './read-plans.ts';

/** Where a plan stands. Plain data. */
export interface PlanStatus {
  readonly cells: number;
  readonly done: number;
  readonly failed: readonly { readonly settings: CellSettings; readonly error: PlainError }[];
  readonly pending: number;
  readonly damaged: number;
  /** How many of the done cells each code version computed. */
  readonly codeVersions: Readonly<Record<string, number>>;
  /** Done cells by code that has changed since; a run would compute them anew. */
  readonly outdated: number;
  readonly seconds: {
    /** What the done cells took: students and evaluation each, what they share once. */
    readonly spent: number;
    /** About what the others will take in one process; null where nothing is done that could tell. */
    readonly left: number | null;
  };
}

/** Counts the cells of a plan by state and estimates what is left from what was like it. */
export function planStatus({ cells }: PlanOnDisk): PlanStatus {
  const done = cells.flatMap((one) => (one.state === 'done' ? [one] : []));
  const failed = cells.flatMap((one) => (one.state === 'failed' ? [one] : []));
  const damaged = cells.filter(({ state }) => state === 'damaged').length;
  const codeVersions: Record<string, number> = {};
  for (const { cell } of done) codeVersions[cell.codeVersion] = (codeVersions[cell.codeVersion] ?? 0) + 1;
  const open = cells.filter(({ state }) => state !== 'done').map(({ settings }) => settings);
  return {
    cells: cells.length,
    done: done.length,
    failed: failed.map(({ settings, error }) => ({ settings, error })),
    pending: cells.length - done.length - failed.length - damaged,
    damaged,
    codeVersions,
    outdated: done.filter(({ cell, settings }) => cell.codeVersion !== codeVersionOf(namesIn(settings)))
      .length,
    seconds: { spent: spentOn(done), left: secondsLeft(done, open) },
  };
}

type DoneCell = Extract<PlanOnDisk['cells'][number], { readonly state: 'done' }>;

/** The parts of a cell's time that {@link SharedKey} has keys for. */
const sharedParts = [
  'teacher',
  'reference',
  'trainingRecourse',
  'recourse',
] as const satisfies readonly (keyof SharedKey)[];

const own = ({ seconds }: Cell): number => seconds.student + seconds.evaluate + seconds.diagnostics;

/** What is shared takes as long as the cell says that had to wait for most of it. */
function spentOn(done: readonly DoneCell[]): number {
  const shared = new Map<string, number>();
  for (const { cell, shared: keys } of done) {
    for (const part of sharedParts) {
      const key = `${part} ${keys[part]}`;
      shared.set(key, Math.max(shared.get(key) ?? 0, cell.seconds[part]));
    }
  }
  return [...shared.values(), ...done.map(({ cell }) => own(cell))].reduce((sum, one) => sum + one, 0);
}

/** Each open cell at the mean of the done ones of its dataset and method, else of its dataset, else of all. */
function secondsLeft(done: readonly DoneCell[], open: readonly CellSettings[]): number | null {
  if (open.length === 0) return 0;
  if (done.length === 0) return null;
  const all = done.map(({ cell }) => ({ settings: cell.settings, seconds: own(cell) }));
  const mean = (like: (settings: CellSettings) => boolean): number => {
    const seconds = all.filter(({ settings }) => like(settings)).map((one) => one.seconds);
    return seconds.reduce((sum, one) => sum + one, 0) / seconds.length;
  };
  return open.reduce((sum, { dataset, method }) => {
    const guesses = [
      mean((one) => one.dataset === dataset && one.method === method),
      mean((one) => one.dataset === dataset),
      mean(() => true),
    ];
    return sum + (guesses.find((guess) => !Number.isNaN(guess)) ?? 0);
  }, 0);
}
