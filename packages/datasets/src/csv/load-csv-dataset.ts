import { DatasetError } from '../internals/dataset-error.ts';
import type { LoadedDataset } from '../dataset/dataset.ts';
import { parseCsvDataset } from './parse-csv-dataset.ts';

/** A CSV file and the schema that describes it. */
export interface CsvSource {
  /** Path of the CSV file, UTF-8, with a header line. */
  readonly csv: string;
  /** Path of the schema file, YAML or JSON. */
  readonly schema: string;
}

/**
 * A data set from a CSV file and its schema file. Node only; in a browser give the texts to `parseCsvDataset`.
 *
 * @throws DatasetError where a file cannot be read, or as `parseCsvDataset`.
 */
export async function loadCsvDataset({ csv, schema }: CsvSource): Promise<LoadedDataset> {
  const csvText = await readText(csv);
  const schemaText = await readText(schema);
  return parseCsvDataset({ csv: csvText, schema: schemaText, csvFile: csv, schemaFile: schema });
}

async function readText(path: string): Promise<string> {
  const fs = await import('node:fs/promises');
  try {
    return await fs.readFile(path, 'utf8');
  } catch (cause) {
    throw new DatasetError(`loadCsvDataset: ${path} cannot be read. Check the path.`, { cause });
  }
}
