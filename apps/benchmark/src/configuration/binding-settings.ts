import { z } from 'zod';
import { numberFlag } from './flag-readers.ts';
import { nameSchema, pathSchema } from './setting-schemas.ts';

const positiveSchema = z.union(
  [z.string().min(1), z.number()],
  'must be a label of the file, or the place of its class, 0 or 1',
);

const thresholdSchema = z.number('must be a probability').gt(0, 'must be above 0').lt(1, 'must be below 1');

/** Settings of the commands that take a model file and a table of people: how the one is asked about the other. */
export const bindingSettings = {
  shape: {
    data: pathSchema,
    schema: pathSchema,
    positive: positiveSchema,
    inputMap: pathSchema,
    output: nameSchema,
    threshold: thresholdSchema,
  },
  flags: {
    data: { flag: 'data' },
    schema: { flag: 'schema' },
    positive: { flag: 'positive', read: (_: string, typed: string) => placeOrLabel(typed) },
    inputMap: { flag: 'input-map' },
    output: { flag: 'output' },
    threshold: numberFlag('threshold'),
  },
  paths: ['data', 'schema', 'inputMap'],
} as const;

/** `0` and `1` are places; what else is typed is a label. */
function placeOrLabel(typed: string): string | number {
  return /^-?\d+$/.test(typed) ? Number(typed) : typed;
}
