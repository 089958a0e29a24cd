import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DamagedFileError, UsageError } from '../../command-line/benchmark-error.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { cellFileEnding } from '../cell-store.ts';
import { readStoredCell, recordPathOf } from '../read-folder.ts';
import type { StoredCell } from '../stored-cell.ts';
import { planConfigurationEnding, planFileEnding, readPlanFiles, type StoredPlan } from '../stored-plan.ts';
import { tuningEnding } from '../tuning-ending.ts';

/** A file that goes into an archive. */
export interface ArchivedFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
}

/** What of a folder of cells goes into an archive, and what does not. */
export interface ArchiveContents {
  /** By name. */
  readonly files: readonly ArchivedFile[];
  readonly cells: readonly { readonly stem: string; readonly stored: StoredCell }[];
  readonly plans: readonly StoredPlan[];
  /** One line each; none of them is among the files. */
  readonly damaged: readonly string[];
  /** Names that are nothing that an archive holds: what cells share, reports. */
  readonly leftOut: readonly string[];
}

/** SHA-256 of bytes, hexadecimal. */
export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/**
 * Whole cells of a folder with their records, the failures of others, plans with their configuration, searches.
 *
 * @param records whether records of people go along
 * @throws UsageError where the folder cannot be read, or holds neither cells nor plans
 */
export function archiveContents(folder: string, { records }: { readonly records: boolean }): ArchiveContents {
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch (error) {
    throw new UsageError(`archive: must be a folder that can be read (${oneLine(error)}). Choose another.`);
  }
  const damaged: string[] = [];
  const taken = new Set<string>();
  const known = new Set<string>();
  const take = (name: string) => void (taken.add(name), known.add(name));
  const stemsOf = (ending: string) =>
    names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));

  const cells = stemsOf(cellFileEnding.cell).flatMap((stem) => {
    const name = `${stem}${cellFileEnding.cell}`;
    const record = `${stem}${cellFileEnding.record}`;
    known.add(name).add(record);
    try {
      const stored = readStoredCell(join(folder, name));
      take(name);
      if (recordPathOf(join(folder, record), stored, damaged) !== undefined && records) take(record);
      return [{ stem, stored }];
    } catch (error) {
      if (!(error instanceof DamagedFileError)) throw error;
      damaged.push(oneLine(error));
      return [];
    }
  });
  const done = new Set(cells.map(({ stem }) => stem));
  for (const stem of stemsOf(cellFileEnding.error)) {
    const name = `${stem}${cellFileEnding.error}`;
    if (done.has(stem)) known.add(name);
    else take(name);
  }
  const { plans, damaged: damagedPlans } = readPlanFiles(folder);
  damaged.push(...damagedPlans);
  for (const stem of stemsOf(planFileEnding)) known.add(`${stem}${planFileEnding}`);
  for (const { family } of plans) take(`${family}${planFileEnding}`);
  for (const ending of [planConfigurationEnding, tuningEnding]) {
    for (const stem of stemsOf(ending)) take(`${stem}${ending}`);
  }
  if (cells.length + plans.length === 0) {
    throw new UsageError(`archive: ${folder} holds neither whole cells nor plans. Choose another.`);
  }
  const files = [...taken].sort().flatMap((name): ArchivedFile[] => {
    const path = join(folder, name);
    try {
      const bytes = readFileSync(path);
      return [{ name, path, bytes: bytes.length, hash: sha256(bytes) }];
    } catch (error) {
      damaged.push(`${path}: cannot be read (${oneLine(error)})`);
      return [];
    }
  });
  const leftOut = names
    .filter((name) => !known.has(name) && !name.startsWith('.'))
    .map((name) =>
      statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory() ? `${name}/` : name,
    );
  return { files, cells, plans, damaged, leftOut };
}
