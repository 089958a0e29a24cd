import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryEnding } from './write-file-atomically.ts';

const temporaryName = new RegExp(`^\\..+\\.(\\d+)${temporaryEnding.replace('.', '\\.')}$`);

/**
 * Removes the temporary files that a killed process left in a folder; those of a process still running
 * are its own business and stay.
 *
 * @param folder an existing folder
 * @returns how many files were removed
 */
export function removeStaleFiles(folder: string): number {
  let removed = 0;
  for (const name of readdirSync(folder)) {
    const writer = Number(temporaryName.exec(name)?.[1] ?? NaN);
    if (Number.isNaN(writer) || isRunning(writer)) continue;
    rmSync(join(folder, name), { force: true });
    removed += 1;
  }
  return removed;
}

function isRunning(processId: number): boolean {
  if (processId === process.pid) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
