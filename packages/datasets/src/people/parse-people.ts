import type { PeopleSchema } from '../csv/dataset-schema.ts';
import { readPeople } from '../csv/read-people.ts';
import { readPeopleSchema } from '../csv/read-dataset-schema.ts';
import type { People } from './people.ts';

export interface ParsePeopleOptions {
  /** The CSV, with a header line: its text, or its bytes, which are decoded as the schema's `encoding` says. */
  readonly csv: string | Uint8Array;
  /** The schema: YAML or JSON text, or the object. Its `label` may be left out. */
  readonly schema: string | PeopleSchema;
  /** Names of the two files, for error messages. */
  readonly csvFile?: string;
  readonly schemaFile?: string;
}

/**
 * People from CSV text and its schema, as `parseCsvDataset` reads them, whether their outcome is known or not: the schema
 * need not name a label, the file need not have its column, and all outcomes may be alike. Works in Node and in browsers.
 *
 * @throws DatasetError naming line, row and column of the first bad cell, or line and key of the schema that is wrong.
 */
export function parsePeople({
  csv,
  schema,
  csvFile = 'csv',
  schemaFile = 'schema',
}: ParsePeopleOptions): People {
  const document = readPeopleSchema(schema, schemaFile);
  return readPeople(csv, document, { caller: 'parsePeople', csvFile, withoutOutcomes: true });
}
