import { z } from 'zod';
import { sha256Schema } from './numbers.ts';

/** A limit, checked. */
const limitVerdictSchema = z.strictObject({
  id: z.string().min(1).describe('the number it bounds, as in `numbers`: vd@0.2'),
  rule: z
    .string()
    .min(1)
    .describe('in words: "vd@0.2 at most 1 %", "accuracy at least the teacher\'s − 0.3 points"'),
  kind: z.enum(['value', 'min_absolute_change', 'min_relative_change']).describe('as MLflow names it'),
  greaterIsBetter: z.boolean(),
  bound: z
    .number()
    .nullable()
    .describe('the worst value that meets it; null where the baseline is undefined'),
  value: z.number().nullable().describe('what was measured; null where it is undefined'),
  lower: z.number().nullable().describe('lower end of the interval'),
  upper: z.number().nullable().describe('upper end of the interval'),
  verdict: z
    .enum(['met', 'missed', 'undefined'])
    .describe('of the measured value; undefined where there is none, which does not meet a limit'),
  interval: z
    .enum(['within', 'across', 'outside', 'none'])
    .describe(
      'where the interval lies: all of it meets the limit, part of it, nothing of it; none without interval',
    ),
});

/** All limits of an audit. */
export const limitsReportSchema = z.strictObject({
  source: z
    .string()
    .nullable()
    .describe('the file they stand in, as written; null for limits given otherwise'),
  sha256: sha256Schema.describe('SHA-256 of the text of the limits, UTF-8'),
  text: z.string().describe('the limits as written'),
  within: z.boolean().describe('whether every limit is met'),
  verdicts: z.array(limitVerdictSchema),
});

/** See {@link limitVerdictSchema}. */
export type LimitVerdict = z.infer<typeof limitVerdictSchema>;
/** See {@link limitsReportSchema}. */
export type LimitsReport = z.infer<typeof limitsReportSchema>;
