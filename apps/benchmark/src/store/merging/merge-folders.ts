import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DamagedFileError, UsageError } from '../../command-line/benchmark-error.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { cellFileEnding } from '../cell-store.ts';
import { makeFolder } from '../make-folder.ts';
import { readStoredCell, recordPathOf } from '../read-folder.ts';
import type { StoredCell } from '../stored-cell.ts';
import { planConfigurationEnding, readPlanFiles, writePlan } from '../stored-plan.ts';
import { tuningEnding } from '../tuning-ending.ts';
import { writeFileAtomically } from '../write-file-atomically.ts';
import { differingFields } from './differing-fields.ts';
import { mergePlans } from './merge-plans.ts';

/** A finished cell of one of the folders. */
interface Found {
  readonly folder: string;
  readonly stored: StoredCell;
  readonly recordPath: string | undefined;
}

/** The same cell, computed twice with two results. */
interface Mismatch {
  readonly stem: string;
  readonly fields: readonly string[];
  /** Where it was found, with what it was computed on and by. */
  readonly places: readonly string[];
}

/** What became of the cells of several folders. */
export interface Merged {
  /** Cells that the folder now holds. */
  readonly cells: number;
  /** How many of them were found in more than one folder, equal. */
  readonly twice: number;
  readonly plans: number;
  readonly mismatches: readonly Mismatch[];
  /** One line a damaged file. */
  readonly damaged: readonly string[];
}

/**
 * Puts the cells, records, failures and plans of several folders into one. A cell that two folders hold must be the same in
 * all that is measured, its record byte for byte; one that is not is taken from neither, and reported. What cells share, teachers
 * and actions, stays where it is.
 *
 * @param out made where it is missing; what it holds already counts as one of the folders
 * @param calledOf how messages call a folder: of an archive, the archive
 * @throws UsageError where a folder cannot be read or holds neither cells nor plans
 */
export function mergeFolders(
  folders: readonly string[],
  out: string,
  calledOf: (folder: string) => string = (folder) => folder,
): Merged {
  const sources = [...(existsSync(out) ? [out] : []), ...folders.filter((folder) => folder !== out)];
  const damaged: string[] = [];
  const found = new Map<string, Found[]>();
  const names = new Map(sources.map((folder) => [folder, namesIn(folder)]));
  for (const [folder, files] of names) {
    for (const stem of stemsOf(files, cellFileEnding.cell)) {
      const path = (kind: keyof typeof cellFileEnding) => join(folder, `${stem}${cellFileEnding[kind]}`);
      try {
        const stored = readStoredCell(path('cell'));
        const one = { folder, stored, recordPath: recordPathOf(path('record'), stored, damaged) };
        found.set(stem, [...(found.get(stem) ?? []), one]);
      } catch (error) {
        if (!(error instanceof DamagedFileError)) throw error;
        damaged.push(oneLine(error));
      }
    }
  }
  makeFolder(out);
  const mismatches: Mismatch[] = [];
  let twice = 0;
  for (const [stem, places] of found) {
    const mismatch = mismatchOf(stem, places, calledOf);
    if (mismatch !== undefined) {
      mismatches.push(mismatch);
      continue;
    }
    if (places.length > 1) twice += 1;
    keep(stem, places.find(({ recordPath }) => recordPath !== undefined) ?? places[0]!, out);
  }
  for (const [folder, files] of names) {
    if (folder === out) continue;
    for (const stem of stemsOf(files, cellFileEnding.error)) {
      const file = `${stem}${cellFileEnding.error}`;
      if (!found.has(stem) && !existsSync(join(out, file))) copyFileSync(join(folder, file), join(out, file));
    }
    for (const ending of [planConfigurationEnding, tuningEnding]) {
      for (const stem of stemsOf(files, ending)) {
        const file = `${stem}${ending}`;
        if (!existsSync(join(out, file))) copyFileSync(join(folder, file), join(out, file));
      }
    }
  }
  const planFiles = sources.map(readPlanFiles);
  damaged.push(...planFiles.flatMap((one) => one.damaged));
  const plans = mergePlans(planFiles.flatMap((one) => one.plans));
  for (const plan of plans) writePlan(out, plan);
  if (found.size === 0 && plans.length === 0) {
    throw new UsageError(
      `merge: folders hold cells or plans (got none in ${sources.map(calledOf).join(', ')}). Choose others.`,
    );
  }
  return { cells: found.size - mismatches.length, twice, plans: plans.length, mismatches, damaged };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    throw new UsageError(`merge: must be folders that can be read (${oneLine(error)}). Choose others.`);
  }
}

const stemsOf = (names: readonly string[], ending: string): string[] =>
  names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));

function mismatchOf(
  stem: string,
  places: readonly Found[],
  calledOf: (folder: string) => string,
): Mismatch | undefined {
  const [first, ...others] = places;
  const records = new Set(
    places.flatMap(({ recordPath, stored }) => (recordPath === undefined ? [] : [stored.record])),
  );
  const fields = new Set([
    ...others.flatMap(({ stored }) =>
      stored.hash === first!.stored.hash
        ? differingFields(first!.stored.cell, stored.cell)
        : ['what was asked for'],
    ),
    ...(records.size > 1 ? ['record'] : []),
  ]);
  if (fields.size === 0) return undefined;
  const said = ({ folder, stored: { cell, machine = 'an unknown machine' } }: Found) =>
    `${calledOf(folder)} (${machine}; code ${cell.codeVersion.slice(0, 12)}; ${cell.executor})`;
  return { stem, fields: [...fields], places: places.map(said) };
}

function keep(stem: string, { folder, recordPath }: Found, out: string): void {
  if (folder === out) return;
  const file = `${stem}${cellFileEnding.cell}`;
  if (recordPath !== undefined) {
    writeFileAtomically(join(out, `${stem}${cellFileEnding.record}`), readFileSync(recordPath));
  }
  writeFileAtomically(join(out, file), readFileSync(join(folder, file)));
}
