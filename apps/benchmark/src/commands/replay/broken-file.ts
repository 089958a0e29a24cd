import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findingCsvRow, findingsCsvHeader, type ReplayFinding } from '@cfq/advice';
import { temporaryEnding, thisWriter } from '../../store/writer-identity.ts';

/** A CSV file of findings that appears when it is whole. */
export interface BrokenFile {
  add(finding: ReplayFinding): void;
  /** Puts the file in its place. */
  keep(): void;
  /** Leaves nothing; does nothing after `keep`. */
  discard(): void;
}

/** Characters that are written at once. */
const bufferedCharacters = 2 ** 16;

/** Opens a file of findings under a temporary name beside its own; rows are written as they come. */
export function openBrokenFile(file: string): BrokenFile {
  const temporary = join(dirname(file), `.${basename(file)}${temporaryEnding(thisWriter)}`);
  const handle = openSync(temporary, 'w', 0o600);
  let rows = findingsCsvHeader;
  let open = true;
  const flush = (): void => {
    writeFileSync(handle, rows);
    rows = '';
  };
  return {
    add(finding) {
      rows += findingCsvRow(finding);
      if (rows.length >= bufferedCharacters) flush();
    },
    keep() {
      flush();
      fsyncSync(handle);
      closeSync(handle);
      open = false;
      renameSync(temporary, file);
    },
    discard() {
      if (!open) return;
      open = false;
      closeSync(handle);
      rmSync(temporary, { force: true });
    },
  };
}
