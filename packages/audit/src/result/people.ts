import { z } from 'zod';
import { count, lineSchema } from './numbers.ts';

const margin = (whose: string) =>
  z.number().describe(`the ${whose}'s logit margin of the favourable decision; approved above 0`);

const rawValue = z.union([z.number(), z.string(), z.null()]);

/** Somebody the two files decide about otherwise. */
const flippedPersonSchema = z.strictObject({
  line: lineSchema,
  to: z.enum(['approved', 'denied']).describe("the student's decision; the teacher's is the other"),
  teacherMargin: margin('teacher'),
  studentMargin: margin('student'),
});

/** Everybody the two files decide about otherwise: in credit, the swap set. */
export const swapSetSchema = z.strictObject({
  toApproved: count('denied by the teacher, approved by the student'),
  toDenied: count('approved by the teacher, denied by the student'),
  people: z.array(flippedPersonSchema).describe('all of them, by line'),
});

/** An action as a person would read it, in the units of the data. */
const auditedActionSchema = z.strictObject({
  changes: z
    .array(z.strictObject({ feature: z.string(), from: rawValue, to: rawValue, unit: z.string().nullable() }))
    .describe('what changes, in the order of the features'),
  sentence: z
    .string()
    .describe('all changes in a line: "credit amount: 5 800 → 5 200 DM; housing: rent → own"'),
  cost: z.number().min(0),
});

/** Somebody who does what the teacher asked and is refused by the student. */
const brokenPromiseSchema = z.strictObject({
  line: lineSchema,
  kappa: z.number().min(0).describe('the issue margin the action was promised with'),
  action: auditedActionSchema.describe("what the teacher's recourse asks of them"),
  teacherMargin: margin('teacher').describe('after the action; at least κ'),
  studentMargin: margin('student').describe('after the action; 0 or less'),
});

/** What became of the promises of one issue margin. */
const promisesAtMarginSchema = z.strictObject({
  kappa: z.number().min(0),
  promised: count('denied people for whom the teacher has a valid action'),
  broken: count('of them, those whom the student refuses after it'),
  none: count('denied people for whom no action was found'),
  unknown: count('of them, those whose search the deadline cut'),
});

/** What became of the teacher's promises. */
export const promisesSchema = z.strictObject({
  margins: z.array(promisesAtMarginSchema).min(1).describe('one entry an issue margin, ascending'),
  broken: z.array(brokenPromiseSchema).describe('every broken promise of the lead margin, by line'),
});

/** See {@link flippedPersonSchema}. */
export type FlippedPerson = z.infer<typeof flippedPersonSchema>;
/** See {@link swapSetSchema}. */
export type SwapSet = z.infer<typeof swapSetSchema>;
/** See {@link auditedActionSchema}. */
export type AuditedAction = z.infer<typeof auditedActionSchema>;
/** See {@link brokenPromiseSchema}. */
export type BrokenPromise = z.infer<typeof brokenPromiseSchema>;
/** See {@link promisesSchema}. */
export type Promises = z.infer<typeof promisesSchema>;
