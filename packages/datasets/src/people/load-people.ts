import type { CsvSource } from '../csv/load-csv-dataset.ts';
import { fileBytes, readTextFile } from '../text/read-text-file.ts';
import { readPeopleFrom } from './parse-people.ts';
import type { People } from './people.ts';

/**
 * People from a CSV file and its schema file, as `loadCsvDataset` reads them, whether their outcome is known or not. Node
 * only; in a browser give the texts to `parsePeople`.
 *
 * ```ts
 * const { table, lines, y } = await loadPeople({ csv: 'people.csv', schema: 'people.yaml' });
 * ```
 *
 * @throws DatasetError where a file cannot be read or is not in its encoding, or as `parsePeople`.
 */
export async function loadPeople({ csv, schema }: CsvSource): Promise<People> {
  const caller = 'loadPeople';
  const bytes = await fileBytes(csv, caller);
  const schemaText = await readTextFile(schema, { caller });
  return readPeopleFrom(bytes, { schema: schemaText, csvFile: csv, schemaFile: schema });
}
