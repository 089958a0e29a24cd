import { z } from 'zod';
import { count, lineSchema } from './numbers.ts';

const share = z.number().min(0).max(1).nullable();

/** The leading reasons of one denial, by both files. */
const reasonsOfPersonSchema = z.strictObject({
  line: lineSchema,
  teacher: z.array(z.string()).describe('features, the most important first'),
  student: z.array(z.string()).describe('likewise, from the file that is deployed'),
});

/** Whether both files would give a denied person the same reasons. */
export const reasonsAgreementSchema = z.strictObject({
  definition: z.string().min(1).describe('how a reason is computed, in a paragraph'),
  count: count('leading reasons that are compared'),
  people: count('people whom both files deny'),
  same: share.describe('share of them with the same reasons in any order'),
  sameOrder: share.describe('share of them with the same reasons in the same order'),
  sameFirst: share.describe('share of them with the same first reason'),
  overlap: share.describe('mean share of reasons in common (Jaccard index)'),
  most: z
    .array(
      z.strictObject({
        feature: z.string(),
        teacher: count('denials it is a leading reason of, by the teacher'),
        student: count('likewise, by the student'),
      }),
    )
    .describe('how often each feature is a leading reason, the most frequent first'),
  differing: z
    .array(reasonsOfPersonSchema)
    .describe('people with the fewest reasons in common, at most 20, by line'),
});

/** See {@link reasonsOfPersonSchema}. */
export type ReasonsOfPerson = z.infer<typeof reasonsOfPersonSchema>;
/** See {@link reasonsAgreementSchema}. */
export type ReasonsAgreement = z.infer<typeof reasonsAgreementSchema>;
