import type { LoadedDataset } from '../dataset/dataset.ts';
import { readFileBytes, readTextFile } from '../text/read-text-file.ts';
import { parseCsvDataset } from './parse-csv-dataset.ts';

/** A CSV file and the schema that describes it. */
export interface CsvSource {
  /** Path of the CSV file, with a header line; UTF-8, UTF-16 with a byte order mark, or what the schema's `encoding` says. */
  readonly csv: string;
  /** Path of the schema file, YAML or JSON in UTF-8. */
  readonly schema: string;
}

/**
 * A data set from a CSV file and its schema file. Node only; in a browser give the texts to `parseCsvDataset`.
 *
 * @throws DatasetError where a file cannot be read or is not in its encoding, or as `parseCsvDataset`.
 */
export async function loadCsvDataset({ csv, schema }: CsvSource): Promise<LoadedDataset> {
  const caller = 'loadCsvDataset';
  const bytes = await readFileBytes(csv, caller);
  const schemaText = await readTextFile(schema, { caller });
  return parseCsvDataset({ csv: bytes, schema: schemaText, csvFile: csv, schemaFile: schema });
}
