import { createHash } from 'node:crypto';
import type { DataSource } from '@cfq/audit';
import { DatasetError, loadPeople, type People } from '@cfq/datasets';
import { UsageError } from '../command-line/benchmark-error.ts';
import { oneLine } from '../command-line/one-line.ts';
import { readGivenFile } from '../configuration/read-given-file.ts';

/** People, and the files they were read from. */
export interface PeopleFiles {
  readonly people: People;
  readonly source: DataSource;
}

/**
 * People from a CSV file and its schema, with the hashes of both.
 *
 * @throws UsageError where one cannot be read
 */
export async function peopleFiles(csv: string, schema: string): Promise<PeopleFiles> {
  try {
    const people = await loadPeople({ csv, schema });
    return { people, source: { csv: hashed(csv), schema: hashed(schema) } };
  } catch (error) {
    if (error instanceof DatasetError) throw new UsageError(oneLine(error), { cause: error });
    throw error;
  }
}

function hashed(path: string): { path: string; sha256: string } {
  return { path, sha256: createHash('sha256').update(readGivenFile(path)).digest('hex') };
}
