import type { FileInterface } from '@cfq/network';
import { z } from 'zod';

function input() {
  return z.strictObject({
    name: z.string(),
    type: z.enum(['float32', 'float64', 'int32', 'int64', 'bool', 'string']),
    columns: z.int().min(1),
    flat: z.boolean(),
  });
}

function source() {
  const place = { input: z.string(), column: z.int().min(0) };
  return z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('number'),
      ...place,
      offset: z.number(),
      scale: z.number().refine((scale) => scale !== 0, { message: 'expected a number other than 0' }),
      absent: z.number().nullable(),
      codes: z.array(z.tuple([z.number(), z.number()])).optional(),
    }),
    z.strictObject({
      kind: z.literal('category'),
      ...place,
      value: z.union([z.string(), z.number()]),
    }),
    z.strictObject({ kind: z.literal('absent'), ...place }),
    z.strictObject({
      kind: z.literal('present'),
      ...place,
      codes: z.array(z.union([z.string(), z.number()])).optional(),
    }),
  ]);
}

function output() {
  const label = () => z.union([z.string(), z.number()]);
  return z.strictObject({
    name: z.string(),
    kind: z.enum([
      ...([
        'logits',
        'opposites',
        'complements',
        'probabilities',
        'margins',
        'probability',
        'labels',
      ] as const),
    ]),
    favourable: z.union([z.literal(0), z.literal(1)]),
    labels: z.tuple([label(), label()]).optional(),
    flat: z.boolean(),
  });
}

/** A description of what a file takes and gives, as JSON: every column comes of an input that there is. Built on demand. */
export function fileInterfaceSchema() {
  return z
    .strictObject({
      inputs: z.array(input()).min(1),
      columns: z.array(source()).min(1),
      outputs: z.array(output()).min(1),
    })
    .refine(
      ({ inputs, columns }) =>
        columns.every((one) => one.column < (inputs.find(({ name }) => name === one.input)?.columns ?? 0)),
      { message: 'every column comes of a column of an input' },
    )
    .transform((described) => described as FileInterface);
}
