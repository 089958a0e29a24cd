import { z } from 'zod';
import { findingSchema } from './finding.ts';
import { limitsReportSchema } from './limit-verdict.ts';
import { auditNumberSchema, count } from './numbers.ts';
import { promisesSchema, swapSetSchema } from './people.ts';
import { reasonsAgreementSchema } from './reasons.ts';
import { runtimesOfFileSchema } from './runtime-verdict.ts';
import { auditedAttributeSchema } from './subgroups.ts';
import {
  auditedDataSchema,
  auditedFileSchema,
  auditEnvironmentSchema,
  auditSettingsSchema,
} from './subjects.ts';

/** The version of the format, first in every file. */
export const auditFormat = 'cfq-audit/1';

/** How the student's margins lie to the teacher's, over all people. */
const marginDifferenceSchema = z.strictObject({
  mean: z.number().nullable().describe("mean of the student's logit margin minus the teacher's"),
  deviation: z.number().nullable().describe('standard deviation of it'),
  largest: z.number().min(0).nullable().describe('largest absolute difference'),
  identical: count('people at whom both margins are the same to the last bit'),
});

/** One file held against another: all that reports, gates and dashboards are made of. */
export const auditResultSchema = z
  .strictObject({
    schema: z.literal(auditFormat),
    outcome: z
      .enum(['within', 'outside', 'no-limits'])
      .describe('whether every limit is met; no-limits where none was given'),
    teacher: auditedFileSchema.describe('the file whose promises are to be kept'),
    student: auditedFileSchema.describe('the file that is to be deployed'),
    identical: z.boolean().describe('whether the two files are the same bytes'),
    data: auditedDataSchema,
    settings: auditSettingsSchema,
    numbers: z.array(auditNumberSchema).describe('every number that a limit can name, each id once'),
    marginDifference: marginDifferenceSchema,
    swapSet: swapSetSchema,
    promises: promisesSchema,
    subgroups: z.array(auditedAttributeSchema),
    reasons: reasonsAgreementSchema,
    runtimes: z.array(runtimesOfFileSchema).describe('teacher and student; empty where it was not asked for'),
    limits: limitsReportSchema.nullable().describe('null where none was given'),
    findings: z
      .array(findingSchema)
      .describe('the most severe first; empty where the two files behave alike'),
    caveats: z
      .array(z.string())
      .describe(
        'what to know of the audit itself: a search that was cut, outcomes that are not known, in sentences',
      ),
    environment: auditEnvironmentSchema,
    command: z.string().nullable().describe('repeats the audit; null where no command was used'),
  })
  .meta({ title: 'CFQ audit' });

/** See {@link auditResultSchema}. Plain JSON: undefined numbers are `null`, never 0. */
export type AuditResult = z.infer<typeof auditResultSchema>;
/** See {@link AuditResult}. */
export type MarginDifference = AuditResult['marginDifference'];
