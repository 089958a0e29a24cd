import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DamagedFileError, UsageError } from '../command-line/benchmark-error.ts';
import type { Cell } from '../cells/cell.ts';
import { cellFileEnding } from './cell-store.ts';
import type { CellSettings } from '../cells/cell-settings.ts';
import type { SharedKey } from '../cells/shared-key.ts';
import { oneLine } from '../command-line/one-line.ts';
import { readStoredCell, recordPathOf } from './read-folder.ts';
import { readPlanFiles, type StoredPlan } from './stored-plan.ts';

/** Where one cell of a plan stands. */
type PlannedState =
  | {
      readonly state: 'done';
      readonly cell: Cell;
      readonly machine?: string | undefined;
      readonly recordPath: string | undefined;
    }
  | { readonly state: 'failed'; readonly error: { readonly name: string; readonly message: string } }
  | { readonly state: 'damaged'; readonly problem: string }
  | { readonly state: 'pending' };

/** One cell of a plan: what was asked for, and where it stands. */
type CellOfPlan = {
  readonly stem: string;
  readonly hash: string;
  readonly settings: CellSettings;
  readonly shared: SharedKey;
} & PlannedState;

/** A plan with its cells, in the order planned. */
export type PlanOnDisk = Omit<StoredPlan, 'cells'> & { readonly cells: readonly CellOfPlan[] };

/** The plans of a folder, and one line for each file that is damaged. */
export interface PlansOnDisk {
  readonly plans: readonly PlanOnDisk[];
  readonly damaged: readonly string[];
}

const storedErrorSchema = z.object({ error: z.object({ name: z.string(), message: z.string() }) });

/**
 * Reads every plan of a folder and where each of its cells stands.
 *
 * @throws UsageError where the folder cannot be read
 */
export function readPlans(folder: string): PlansOnDisk {
  let files: ReturnType<typeof readPlanFiles>;
  try {
    files = readPlanFiles(folder);
  } catch (error) {
    throw new UsageError(`readPlans: must be a folder that can be read (${oneLine(error)}). Choose another.`);
  }
  const states = new Map<string, PlannedState>();
  const damaged = [...files.damaged];
  const stateOf = (stem: string, hash: string): PlannedState => {
    const known = states.get(stem);
    if (known !== undefined) return known;
    const state = readState(folder, stem, hash, damaged);
    if (state.state === 'damaged') damaged.push(state.problem);
    states.set(stem, state);
    return state;
  };
  const plans = files.plans.map((plan) => ({
    ...plan,
    cells: plan.cells.map((one) => ({ ...one, ...stateOf(one.stem, one.hash) })),
  }));
  return { plans, damaged };
}

function readState(folder: string, stem: string, hash: string, damaged: string[]): PlannedState {
  const path = (kind: keyof typeof cellFileEnding) => join(folder, `${stem}${cellFileEnding[kind]}`);
  try {
    if (lstatSync(path('cell'), { throwIfNoEntry: false }) !== undefined) {
      const stored = readStoredCell(path('cell'));
      if (stored.hash !== hash)
        throw new DamagedFileError(`${path('cell')}: holds the result of another cell.`);
      return {
        state: 'done',
        cell: stored.cell,
        machine: stored.machine,
        recordPath: recordPathOf(path('record'), stored, damaged),
      };
    }
    if (!existsSync(path('error'))) return { state: 'pending' };
    const parsed = storedErrorSchema.safeParse(readJson(path('error')));
    if (!parsed.success) throw new DamagedFileError(`${path('error')}: not a whole error file.`);
    return { state: 'failed', error: parsed.data.error };
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error;
    return { state: 'damaged', problem: oneLine(error) };
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
