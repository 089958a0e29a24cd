import { closeSync, fsyncSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { recordLine, signRecords, type AdviceRecord, type SigningKey } from '@cfq/advice';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { oneLine } from '../../command-line/one-line.ts';

/** A file of records that grows. */
export interface RecordFile {
  /** Adds records, whole lines at a time; signed where there is a key. */
  add(records: readonly AdviceRecord[]): Promise<void>;
  /** How many were added. */
  readonly count: () => number;
  close(): void;
}

/** Records that are signed together. */
const signedTogether = 256;

/**
 * Opens a file of records to add to. A new one is for its owner to read alone.
 *
 * @param name how whoever asked wrote it, for errors: `--record`
 * @throws UsageError where it cannot be written, or ends in the middle of a line
 */
export function openRecordFile(name: string, file: string, key: SigningKey | undefined): RecordFile {
  const handle = opened(name, file);
  let added = 0;
  return {
    async add(records) {
      for (let start = 0; start < records.length; start += signedTogether) {
        const some = records.slice(start, start + signedTogether);
        const lines = key === undefined ? some : await signRecords(some, key);
        writeWhole(handle, Buffer.from(lines.map(recordLine).join('')));
        added += some.length;
      }
    },
    count: () => added,
    close() {
      fsyncSync(handle);
      closeSync(handle);
    },
  };
}

function writeWhole(handle: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
}

function opened(name: string, file: string): number {
  let handle: number;
  try {
    handle = openSync(file, 'a+', 0o600);
  } catch (error) {
    throw new UsageError(`${name}: must be a file that can be written (got "${file}": ${oneLine(error)}).`, {
      cause: error,
    });
  }
  const { size } = fstatSync(handle);
  const last = Buffer.alloc(1);
  if (size === 0) return handle;
  readSync(handle, last, 0, 1, size - 1);
  if (last[0] === 10) return handle;
  closeSync(handle);
  throw new UsageError(
    `${name}: records are added to whole lines (expected a line break at the end of "${file}", got none). Was it cut ` +
      'short? Restore it, or name another.',
  );
}
