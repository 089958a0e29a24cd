import { z } from 'zod';

/**
 * The schema file beside a CSV file. Strict: an unknown key is an error. Every column of the CSV is a feature, the
 * label, or ignored by name.
 *
 * Built on demand, so that importing the package does no work.
 */
export function datasetSchema() {
  const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
  const direction = z.enum(['any', 'increase', 'decrease']).default('any');
  const shared = {
    /** No action may change it. Default false. */
    immutable: z.boolean().default(false),
    /** Whether the model sees it. `false` keeps a column for subgroups alone. Default true. */
    input: z.boolean().default(true),
  };

  const numeric = z.strictObject({
    kind: z.literal('numeric'),
    ...shared,
    direction,
    /** `[lowest, highest]` an action may reach. Default: the training rows' range. */
    bounds: z
      .tuple([z.number(), z.number()])
      .refine(([low, high]) => low < high, { message: 'the lower bound is below the upper one' })
      .optional(),
    /** Values are whole numbers. Default false. */
    integer: z.boolean().default(false),
  });

  const ordinal = z.strictObject({
    kind: z.literal('ordinal'),
    ...shared,
    direction,
    /** Ascending. */
    levels: z.array(text).min(2),
    /** The number each level stands for, strictly ascending. Default 0, 1, 2, … */
    values: z.array(z.number()).optional(),
  });

  const categorical = z.strictObject({
    kind: z.literal('categorical'),
    ...shared,
    /** Default: those that occur, sorted. */
    levels: z.array(text).min(1).optional(),
  });

  return z.strictObject({
    name: text.pipe(z.string().min(1)),
    title: z.string().min(1).optional(),
    /** One line: whose decision it is, and which outcome is favourable. Default: the title. */
    description: z.string().min(1).optional(),
    /** Encoding of the file, a label of the WHATWG standard (`latin1`, `utf-16le`). Default: its mark's, else UTF-8. */
    encoding: z.string().min(1).optional(),
    /** One character. Default `,`. */
    delimiter: z.string().length(1).default(','),
    /** Cells that mean "missing". Default: the empty cell. */
    missing: z.array(text).default(['']),
    /** The label column, of exactly two values, and which of them is favourable. */
    label: z.strictObject({ column: text, favourable: text }),
    columns: z.record(z.string(), z.discriminatedUnion('kind', [numeric, ordinal, categorical])),
    /** Columns of the CSV that are not read. */
    ignore: z.array(text).default([]),
    /** Partitions by a level column, or by bands of a numeric one cut at ascending thresholds. */
    subgroups: z
      .record(z.string(), z.strictObject({ column: text, thresholds: z.array(z.number()).min(1).optional() }))
      .default({}),
    /** At most this many features change in one action. */
    sparsity: z.int().min(1),
    /** Test share below 1, or number of test rows. Default 0.3. */
    test: z.number().positive().default(0.3),
    source: z.string().default('own data'),
    licence: z.string().default('not stated'),
    citation: z.string().default('not stated'),
  });
}

/** A schema as people write it. */
export type DatasetSchema = z.input<ReturnType<typeof datasetSchema>>;

/** A schema with its defaults filled in. */
export type CompleteDatasetSchema = z.output<ReturnType<typeof datasetSchema>>;
