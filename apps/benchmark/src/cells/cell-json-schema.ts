import { z } from 'zod';
import { cellSchema } from './cell.ts';

/** The schema's identity; it changes when a change of the cell would break a reader. */
const cellSchemaId = 'urn:cfq:benchmark:cell:2';

/** {@link cellSchema} as a JSON Schema (draft 2020-12), the contents of `schema/cell.schema.json`. */
export function cellJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(cellSchema, { target: 'draft-2020-12' });
  return { $schema, $id: cellSchemaId, ...rest };
}
