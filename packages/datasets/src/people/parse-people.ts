import type { PeopleSchema } from '../csv/dataset-schema.ts';
import { readPeople } from '../csv/read-people.ts';
import { readPeopleSchema } from '../csv/read-dataset-schema.ts';
import { bytesInMemory, type ByteSource } from '../text/byte-source.ts';
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
export function parsePeople({ csv, ...options }: ParsePeopleOptions): People {
  return readPeopleFrom(typeof csv === 'string' ? csv : bytesInMemory(csv), options);
}

/**
 * The same of text, or of bytes that are read as they are asked for.
 *
 * @throws DatasetError as `parsePeople`.
 */
export function readPeopleFrom(
  source: string | ByteSource,
  { schema, csvFile = 'csv', schemaFile = 'schema' }: Omit<ParsePeopleOptions, 'csv'>,
): People {
  const document = readPeopleSchema(schema, schemaFile);
  return readPeople(source, document, { caller: 'parsePeople', csvFile, withoutOutcomes: true });
}
