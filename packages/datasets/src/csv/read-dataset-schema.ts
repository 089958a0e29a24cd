import { checkDocument, type CheckedDocument } from '../yaml/check-document.ts';
import { datasetSchema, type CompleteDatasetSchema, type DatasetSchema } from './dataset-schema.ts';

/**
 * Reads a schema: YAML or JSON text, or the object itself. Words of a text are taken as they are written.
 *
 * @param file Name of the schema's file, for error messages.
 * @throws DatasetError naming every key that is unknown, absent or wrong, with its line.
 */
export function readDatasetSchema(
  schema: string | DatasetSchema,
  file: string = 'schema',
): CheckedDocument<CompleteDatasetSchema> {
  return checkDocument(datasetSchema(), schema, { caller: 'readDatasetSchema', file, noun: 'schema' });
}
