import type { LoadedDataset } from '../dataset/dataset.ts';
import type { DatasetSchema } from './dataset-schema.ts';
import { readDatasetSchema } from './read-dataset-schema.ts';
import { peopleAsDataset } from '../people/people-as-dataset.ts';
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
export function parseCsvDataset(options: ParseCsvDatasetOptions): LoadedDataset {
  const { csv, csvFile = 'csv', schemaFile = 'schema' } = options;
  const schema = readDatasetSchema(options.schema, schemaFile);
  const origin = { caller: 'parseCsvDataset', csvFile, withoutOutcomes: false };
  const people = readPeople(csv, schema, origin);
  // Without outcomes the schema or the file was refused.
  return peopleAsDataset(people);
}
