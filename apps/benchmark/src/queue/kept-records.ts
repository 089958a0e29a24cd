import { UsageError } from '../command-line/benchmark-error.ts';
import { oneLine } from '../command-line/one-line.ts';
import { readByHash, writeByHash } from '../store/objects/content-hash-names.ts';
import type { ObjectStore } from '../store/objects/object-store.ts';
import { s3Objects } from '../store/objects/s3-objects.ts';
import type { ComputedCell } from './commit-cell.ts';
import { MachineError } from './machine-error.ts';

/**
 * Keeps the record of a cell among objects, by its hash, in place of the database.
 *
 * @throws MachineError where they cannot be written
 */
export async function keepRecord(objects: ObjectStore, computed: ComputedCell): Promise<ComputedCell> {
  const { record, ...rest } = computed;
  if (record === undefined) return computed;
  try {
    return {
      ...rest,
      recordAt: `${objects.address.replace(/\/+$/, '')}/${await writeByHash(objects, record)}`,
    };
  } catch (error) {
    throw new MachineError(`${objects.address}: a record cannot be stored there (${oneLine(error)}).`, {
      cause: error,
    });
  }
}

/**
 * Reads records that {@link keepRecord} kept, by where they are.
 *
 * @returns a reader that opens each place once
 */
export function keptRecords(
  open: (address: string) => Promise<ObjectStore> = s3Objects,
): (recordAt: string) => Promise<Buffer> {
  const opened = new Map<string, Promise<ObjectStore>>();
  return async (recordAt) => {
    const [, address = '', name = ''] = /^(.*)\/(sha256\/[0-9a-f]{64})$/.exec(recordAt) ?? [];
    if (!opened.has(address)) opened.set(address, open(address));
    const objects = await opened.get(address)!;
    const missing = (reason: string): UsageError =>
      new UsageError(`${recordAt}: the record of a cell cannot be read (${reason}).`);
    let record: Buffer | undefined;
    try {
      record = await readByHash(objects, name);
    } catch (error) {
      throw missing(oneLine(error));
    }
    if (record === undefined) throw missing('there is none');
    return record;
  };
}
