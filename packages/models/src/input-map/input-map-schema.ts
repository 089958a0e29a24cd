import { z } from 'zod';
import type { InputMap } from './input-map.ts';

const word = () =>
  z.union([z.string(), z.number(), z.boolean()], { error: 'expected a word' }).transform(String);
const value = () => z.union([z.number(), z.string()], { error: 'expected a number or a word' });

function mappedColumn() {
  return z.union([
    word(),
    z.strictObject({
      column: word(),
      offset: z.number().optional(),
      scale: z
        .number()
        .refine((scale) => scale !== 0, { message: 'expected a number other than 0' })
        .optional(),
      codes: z.record(z.string(), value()).optional(),
      is: word().optional(),
      absent: z.boolean().optional(),
      missing: value().optional(),
      special: z.enum(['code', 'missing']).optional(),
    }),
    z.strictObject({ constant: value() }),
  ]);
}

/** What a model file is given for a person. Strict: an unknown key is an error. Built on demand. */
export function inputMapSchema() {
  const layout = z.strictObject({ layout: z.enum(['raw', 'one-hot', 'encoded']) });
  return z
    .strictObject({
      inputs: z.record(z.string(), z.union([mappedColumn(), z.array(mappedColumn()).min(1), layout])),
    })
    .transform((map) => map as InputMap);
}
