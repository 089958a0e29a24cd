import { z } from 'zod';
import { count, sha256Schema } from './numbers.ts';

/** A model file, and how it was read. */
export const auditedFileSchema = z.strictObject({
  name: z.string().min(1).describe('name of the file'),
  path: z.string().nullable().describe('where it was read from, as written; null for bytes in memory'),
  format: z.enum(['onnx', 'layers-model']),
  sha256: sha256Schema,
  bytes: count('size of the file'),
  bits: z
    .number()
    .positive()
    .nullable()
    .describe('average bits of its weights, weighted by how many there are; null where it is a black box'),
  recognised: z.boolean().describe('whether it was recognised as a network, so that gradients are to be had'),
  blackBox: z.string().nullable().describe('why it was not'),
  reads: z
    .string()
    .describe('what the margins are computed from: logits, probabilities, margins, probability, labels'),
  inferred: z
    .array(z.string())
    .describe('what nobody stated and was inferred from file and data, in sentences'),
});

/** The people both files decide about. */
export const auditedDataSchema = z.strictObject({
  name: z.string().min(1),
  path: z.string().nullable().describe('the CSV file, as written; null for rows in memory'),
  sha256: sha256Schema.nullable().describe('of the CSV file; null for rows in memory'),
  schemaPath: z.string().nullable().describe('the file that describes its columns, as written'),
  schemaSha256: sha256Schema.nullable().describe('of that file'),
  rows: count('people'),
  denied: count('people the teacher denies: all of them, never a sample'),
  labelled: z.boolean().describe('whether the true outcome is known, so that there is an accuracy'),
  attributes: z.array(z.string()).describe('attributes by which numbers are broken down'),
  policy: z.string().nullable().describe('name of the rules that say what people may change'),
});

/** What the audit was asked for, all that has an influence on a number. */
export const auditSettingsSchema = z.strictObject({
  solver: z.string().min(1).describe('looks for the cheapest actions, the same for both files'),
  solverOptions: z.record(z.string(), z.unknown()),
  cost: z.string().min(1).describe('norm of the cost of an action: l1, l2, …'),
  margins: z.array(z.number().min(0)).min(1).describe('issue margins κ in logits, ascending from 0'),
  leadMargin: z
    .number()
    .min(0)
    .describe('the κ that summaries lead with: 0.2 where it was measured, else the first'),
  seed: z.number(),
  deadlineSeconds: z.number().positive().nullable().describe('of each of the two searches; null without'),
  confidence: z.number().min(0).max(1).describe('of the intervals'),
  resamples: count('resamples behind a bootstrap interval'),
  minimumGroup: count('people a group needs to be compared with others'),
  reasons: count('leading reasons for a denial that are compared'),
});

/** What measured. */
export const auditEnvironmentSchema = z.strictObject({
  made: z.iso.datetime().describe('when, in UTC'),
  versions: z
    .record(z.string(), z.string())
    .describe('of what took part, by name: node, onnxruntime-node, @cfq/audit, …'),
  platform: z.string().describe('operating system and architecture'),
  processor: z.string().nullable().describe('model of the processor: low-bit products may depend on it'),
  seconds: z
    .array(z.strictObject({ step: z.string(), seconds: z.number().min(0) }))
    .describe('wall time by step; the only part, with `made`, that differs between two runs'),
});

/** See {@link auditedFileSchema}. */
export type AuditedFile = z.infer<typeof auditedFileSchema>;
/** See {@link auditedDataSchema}. */
export type AuditedData = z.infer<typeof auditedDataSchema>;
/** See {@link auditSettingsSchema}. */
export type AuditSettings = z.infer<typeof auditSettingsSchema>;
/** See {@link auditEnvironmentSchema}. */
export type AuditEnvironment = z.infer<typeof auditEnvironmentSchema>;
