import type { LoadedDataset } from '../dataset/dataset.ts';
import type { DatasetSchema } from './dataset-schema.ts';
import { readDatasetSchema } from './read-dataset-schema.ts';
import { peopleAsDataset } from '../people/people-as-dataset.ts';
import { bytesInMemory, type ByteSource } from '../text/byte-source.ts';
import { readPeople } from './read-people.ts';

export interface ParseCsvDatasetOptions {
  /** The CSV, with a header line: its text, or its bytes, which are decoded as the schema's `encoding` says. */
  readonly csv: string | Uint8Array;
  /** The schema: YAML or JSON text, or the object. */
  readonly schema: string | DatasetSchema;
  /** Names of the two files, for error messages. */
  readonly csvFile?: string;
  readonly schemaFile?: string;
}

/**
 * A data set from CSV text and its schema. Works in Node and in browsers.
 *
 * @throws DatasetError naming line, row and column of the first bad cell, or line and key of the schema that is wrong.
 */
export function parseCsvDataset({ csv, ...options }: ParseCsvDatasetOptions): LoadedDataset {
  return readCsvDataset(typeof csv === 'string' ? csv : bytesInMemory(csv), options);
}

/**
 * The same of text, or of bytes that are read as they are asked for.
 *
 * @throws DatasetError as `parseCsvDataset`.
 */
export function readCsvDataset(
  source: string | ByteSource,
  { schema, csvFile = 'csv', schemaFile = 'schema' }: Omit<ParseCsvDatasetOptions, 'csv'>,
): LoadedDataset {
  const document = readDatasetSchema(schema, schemaFile);
  const people = readPeople(source, document, { caller: 'parseCsvDataset', csvFile, withoutOutcomes: false });
  // Without outcomes the schema or the file was refused.
  return peopleAsDataset(people);
}
