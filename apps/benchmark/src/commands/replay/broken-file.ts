import { writeFileSync } from 'node:fs';
import { findingCsvRow, findingsCsvHeader, type ReplayFinding } from '@cfq/advice';
import { openDraft, type FileDraft } from '../../store/file-draft.ts';

/** A CSV file of findings that appears when it is whole. */
export interface BrokenFile extends Pick<FileDraft, 'keep' | 'discard'> {
  add(finding: ReplayFinding): void;
}

/** Characters that are written at once. */
const bufferedCharacters = 2 ** 16;

/** Opens a file of findings, which the owner alone may read, as a draft; rows are written as they come. */
export function openBrokenFile(file: string): BrokenFile {
  const draft = openDraft(file, 0o600);
  let rows = findingsCsvHeader;
  const flush = (): void => {
    writeFileSync(draft.handle, rows);
    rows = '';
  };
  return {
    add(finding) {
      rows += findingCsvRow(finding);
      if (rows.length >= bufferedCharacters) flush();
    },
    keep() {
      flush();
      draft.keep();
    },
    discard: () => draft.discard(),
  };
}
