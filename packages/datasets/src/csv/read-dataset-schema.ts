import { checkDocument, type CheckedDocument } from '../yaml/check-document.ts';
import {
  datasetSchema,
  peopleSchema,
  type CompleteDatasetSchema,
  type CompletePeopleSchema,
  type DatasetSchema,
  type PeopleSchema,
} from './dataset-schema.ts';

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

/**
 * Reads a schema whose label may be left out, as {@link readDatasetSchema} does.
 *
 * @param file Name of the schema's file, for error messages.
 * @throws DatasetError naming every key that is unknown, absent or wrong, with its line.
 */
export function readPeopleSchema(
  schema: string | PeopleSchema,
  file: string = 'schema',
): CheckedDocument<CompletePeopleSchema> {
  return checkDocument(peopleSchema(), schema, { caller: 'readPeopleSchema', file, noun: 'schema' });
}
