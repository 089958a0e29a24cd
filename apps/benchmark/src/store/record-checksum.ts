import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { StoredCell } from './stored-cell.ts';

/** What a cell file says of the record that was written with it: SHA-256 of the file's bytes. */
export function recordChecksum(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Whether a file is, whole, the record that was written with a cell. */
export function isRecordOf(path: string, { record }: Pick<StoredCell, 'record'>): boolean {
  if (record === undefined) return false;
  try {
    return recordChecksum(readFileSync(path)) === record;
  } catch {
    return false;
  }
}
