import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { temporaryEnding, thisWriter } from './writer-identity.ts';

/**
 * Writes a whole file or nothing: to a temporary name beside it, flushed to the disk, then renamed over it.
 * Whoever reads the path sees the old contents or the new ones, whatever interrupts the write. The temporary name says
 * which process on which machine writes it, which those of `write-file-atomic` do not: without that, what a killed process left
 * could not be told from what another one is writing, on one volume from many machines at that.
 *
 * @param path where the file is to stand; its folder must exist
 * @param contents text (UTF-8) or bytes
 * @throws the file system's error; the temporary file is then removed
 */
export function writeFileAtomically(path: string, contents: string | Uint8Array): void {
  const temporary = join(dirname(path), `.${basename(path)}${temporaryEnding(thisWriter)}`);
  try {
    const file = openSync(temporary, 'w');
    try {
      writeFileSync(file, contents);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
