import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { thisWriter, writerOf, type Writer } from './writer-identity.ts';

/** After so long nobody writes a file any more, on whatever machine: milliseconds. */
const longest = 24 * 60 * 60 * 1000;

/**
 * Removes the temporary files that a killed process left in a folder; those of a process still running
 * are its own business and stay. Whether one runs on another machine is not known here: of those files go that are a day old.
 *
 * @param folder an existing folder
 * @returns how many files were removed
 */
export function removeStaleFiles(folder: string): number {
  let removed = 0;
  for (const name of readdirSync(folder)) {
    const writer = name.startsWith('.') ? writerOf(name) : undefined;
    if (writer === undefined || isAtWork(writer, join(folder, name))) continue;
    rmSync(join(folder, name), { force: true });
    removed += 1;
  }
  return removed;
}

function isAtWork({ place, processId, token }: Writer, path: string): boolean {
  if (place !== thisWriter.place) return !isOld(path);
  return processId === thisWriter.processId ? token === thisWriter.token : isRunning(processId);
}

function isOld(path: string): boolean {
  const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return written !== undefined && Date.now() - written > longest;
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
