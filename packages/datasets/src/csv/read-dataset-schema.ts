import { parseDocument } from 'yaml';
import { DatasetError } from '../internals/dataset-error.ts';
import { datasetSchema, type CompleteDatasetSchema, type DatasetSchema } from './dataset-schema.ts';

/**
 * Reads a schema: YAML or JSON text, or the object itself.
 *
 * @param file Name of the schema's file, for error messages.
 * @throws DatasetError naming every key that is unknown, absent or wrong.
 */
export function readDatasetSchema(
  schema: string | DatasetSchema,
  file: string = 'schema',
): CompleteDatasetSchema {
  const result = datasetSchema().safeParse(typeof schema === 'string' ? parseText(schema, file) : schema);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'top level'}: ${message}`,
  );
  throw new DatasetError(`readDatasetSchema: ${file}: ${problems.join('; ')}. Correct the schema.`);
}

function parseText(text: string, file: string): unknown {
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem !== undefined) {
    const line = problem.linePos?.[0].line ?? '?';
    throw new DatasetError(
      `readDatasetSchema: ${file} line ${line} is not YAML or JSON (${problem.code}). Correct it.`,
    );
  }
  return document.toJS();
}
