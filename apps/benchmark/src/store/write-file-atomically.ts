import { writeFileSync } from 'node:fs';
import { openDraft } from './file-draft.ts';

/**
 * Writes a whole file or nothing, by way of a draft (`openDraft`).
 *
 * @param path where the file is to stand; its folder must exist
 * @param contents text (UTF-8) or bytes
 * @throws the file system's error; nothing is left then
 */
export function writeFileAtomically(path: string, contents: string | Uint8Array): void {
  const draft = openDraft(path);
  try {
    writeFileSync(draft.handle, contents);
    draft.keep();
  } finally {
    draft.discard();
  }
}
