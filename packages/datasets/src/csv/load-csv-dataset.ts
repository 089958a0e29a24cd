import type { LoadedDataset } from '../dataset/dataset.ts';
import { fileBytes, readTextFile } from '../text/read-text-file.ts';
import { readCsvDataset } from './parse-csv-dataset.ts';

/** A CSV file and the schema that describes it. */
export interface CsvSource {
  /** Path of the CSV file, with a header line; UTF-8, UTF-16 with a byte order mark, or what the schema's `encoding` says. */
  readonly csv: string;
  /** Path of the schema file, YAML or JSON in UTF-8. */
  readonly schema: string;
}

/**
 * A data set from a CSV file and its schema file. The file is read as it is parsed, and of its text nothing is kept but different
 * words: it may be longer than any string. Node only; in a browser give the texts to `parseCsvDataset`.
 *
 * @throws DatasetError where a file cannot be read or is not in its encoding, or as `parseCsvDataset`.
 */
export async function loadCsvDataset({ csv, schema }: CsvSource): Promise<LoadedDataset> {
  const caller = 'loadCsvDataset';
  const bytes = await fileBytes(csv, caller);
  const schemaText = await readTextFile(schema, { caller });
  return readCsvDataset(bytes, { schema: schemaText, csvFile: csv, schemaFile: schema });
}
