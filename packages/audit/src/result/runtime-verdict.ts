import { z } from 'zod';
import { count } from './numbers.ts';

/** How a file decides in one runtime, held against how it decides where it runs by default. */
const runtimeVerdictSchema = z.strictObject({
  name: z.string().min(1).describe('what people call it: "native, default", "native, exact", "WebAssembly"'),
  runtime: z.enum(['native', 'wasm']).describe('onnxruntime-node or onnxruntime-web'),
  optimization: z
    .enum(['all', 'extended', 'basic', 'disabled'])
    .describe('how far it may rewrite the graph; all is its own default, basic keeps products exact'),
  reference: z.boolean().describe('whether the others are held against this one'),
  failure: z.string().nullable().describe('why it does not run here; the numbers are then of no rows'),
  rows: count('rows decided'),
  toApproved: count('rows it approves and the reference denies'),
  toDenied: count('rows it denies and the reference approves'),
  largestDifference: z.number().min(0).nullable().describe('of a logit margin; null where there are no rows'),
});

/** See {@link runtimeVerdictSchema}. */
export type RuntimeVerdict = z.infer<typeof runtimeVerdictSchema>;

/** The runtimes of one file, on the people as they are and at the ends of the teacher's actions. */
export const runtimesOfFileSchema = z.strictObject({
  file: z.enum(['teacher', 'student']),
  people: z.array(runtimeVerdictSchema).describe('on the people as they are'),
  actions: z
    .array(runtimeVerdictSchema)
    .describe("after the teacher's actions of the lead margin; empty where there are none"),
});

/** See {@link runtimesOfFileSchema}. */
export type RuntimesOfFile = z.infer<typeof runtimesOfFileSchema>;
