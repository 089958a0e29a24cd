import { z } from 'zod';
import { plausibilitySchema, policySchema } from '../policies/policy-schema.ts';
import { relationSchema } from '../policies/relation-schema.ts';
import { columnSchema, groupSchema, numberFields } from './column-schema.ts';
import { word } from './word.ts';

/**
 * The schema file beside a CSV file. Strict: an unknown key is an error. Every column of the CSV is a feature, part of a
 * group, the label, or ignored by name.
 *
 * Built on demand, so that importing the package does no work.
 */
export function datasetSchema() {
  return z.strictObject({
    name: word().pipe(z.string().min(1)),
    title: z.string().min(1).optional(),
    /** One line: whose decision it is, and which outcome is favourable. Default: the title. */
    description: z.string().min(1).optional(),
    /** Encoding of the file, a label of the WHATWG standard (`latin1`, `utf-16le`). Default: its mark's, else UTF-8. */
    encoding: z.string().min(1).optional(),
    /** One character; a space stands for any number of them. Default `,`. */
    delimiter: z.string().length(1).default(','),
    ...numberFields(),
    /** Cells that mean "missing". Default: the empty cell. */
    missing: z.array(word()).default(['']),
    /** The label column, of exactly two values, and which of them is favourable. */
    label: z.strictObject({ column: word(), favourable: word() }),
    columns: z.record(z.string(), columnSchema()),
    /** Columns of the file that are one category, a column of yes or no for each. */
    groups: z.record(z.string(), groupSchema()).default({}),
    /** Columns of the CSV that are not read. */
    ignore: z.array(word()).default([]),
    /** Partitions by a level column, or by bands of a numeric one cut at ascending thresholds. */
    subgroups: z
      .record(
        z.string(),
        z.strictObject({ column: word(), thresholds: z.array(z.number()).min(1).optional() }),
      )
      .default({}),
    /** At most this many features change in one action. */
    sparsity: z.int().min(1),
    /** What features have to do with each other in one action. Default: nothing. */
    relations: z.array(relationSchema()).optional(),
    /** How near actions have to lead to approved people, unless a policy says otherwise. Default: they may lead anywhere. */
    plausibility: plausibilitySchema().optional(),
    /** Other action policies, by name. Default: none. */
    policies: z.record(z.string(), policySchema().omit({ name: true })).default({}),
    /** Test share below 1, or number of test rows. Default 0.3. */
    test: z.number().positive().default(0.3),
    source: z.string().default('own data'),
    licence: z.string().default('not stated'),
    citation: z.string().default('not stated'),
  });
}

/** The same of people whose outcome need not be known: the label may be left out. */
export function peopleSchema() {
  const schema = datasetSchema();
  return schema.extend({ label: schema.shape.label.optional() });
}

/** A schema as people write it, with or without a label. */
export type PeopleSchema = z.input<ReturnType<typeof peopleSchema>>;

/** Such a schema with its defaults filled in. */
export type CompletePeopleSchema = z.output<ReturnType<typeof peopleSchema>>;

/** A schema as people write it. */
export type DatasetSchema = z.input<ReturnType<typeof datasetSchema>>;

/** A schema with its defaults filled in. */
export type CompleteDatasetSchema = z.output<ReturnType<typeof datasetSchema>>;

/** One column of it. */
export type ColumnSchema = CompleteDatasetSchema['columns'][string];

/** One group of columns of it. */
export type GroupSchema = CompleteDatasetSchema['groups'][string];
