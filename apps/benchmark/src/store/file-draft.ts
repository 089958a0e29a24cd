import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { temporaryEnding, thisWriter } from './writer-identity.ts';

/** A file that is being written and does not stand in its place yet. */
export interface FileDraft {
  /** Descriptor to write to. */
  readonly handle: number;
  /**
   * Flushes the file to the disk and puts it in its place.
   *
   * @throws the file system's error; the draft is then still to be discarded
   */
  keep(): void;
  /** Leaves nothing; does nothing after {@link FileDraft.keep}. */
  discard(): void;
}

/**
 * Opens a file under a temporary name beside its own. Whoever reads the path sees the old contents or the new ones, whatever
 * interrupts the writing. The temporary name says which process on which machine writes it, which those of `write-file-atomic` do
 * not: without that, what a killed process left could not be told from what another one is writing, on one volume from many
 * machines at that.
 *
 * @param path where the file is to stand; its folder must exist
 * @param mode who may read and write it, before the mask of the process; default all
 * @throws the file system's error; nothing is left then
 */
export function openDraft(path: string, mode = 0o666): FileDraft {
  const temporary = join(dirname(path), `.${basename(path)}${temporaryEnding(thisWriter)}`);
  const handle = openSync(temporary, 'w', mode);
  let isOpen = true;
  let isKept = false;
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    closeSync(handle);
  };
  return {
    handle,
    keep() {
      fsyncSync(handle);
      close();
      renameSync(temporary, path);
      isKept = true;
    },
    discard() {
      if (isKept) return;
      close();
      rmSync(temporary, { force: true });
    },
  };
}
