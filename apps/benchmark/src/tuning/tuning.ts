import { z } from 'zod';
import type { CellAggregate } from '../cells/aggregates/aggregate-names.ts';
import { aggregateShape } from '../cells/aggregates/aggregate-schema.ts';
import { cellSettingsSchema } from '../cells/cell-settings.ts';

const orUndefined = z.number().nullable();

/** What is said of a trial beside its score. */
export const trialAggregates = [
  'accuracyStudent',
  'agreement',
  'acceptanceDrift',
  'faithfulnessError',
] as const satisfies readonly CellAggregate[];

/** What a search tried and found, as it stands in its `*.tune.json`. */
export const tuningSchema = z.strictObject({
  dataset: z.string(),
  method: z.string(),
  backbone: z.string(),
  budgetBits: z.number(),
  seeds: z.array(z.int()),
  by: z.enum(['accuracy', 'faithfulness']),
  /** What wins and what decides between equals. */
  rule: z.string(),
  /** The command that runs or resumes the search. */
  command: z.string(),
  codeVersion: z.string(),
  /** The winner first; those that cannot win last. */
  trials: z.array(
    z.strictObject({
      overrides: cellSettingsSchema.shape.overrides,
      state: z.enum(['finished', 'failed', 'over-budget', 'undefined']),
      /** Means over seeds, on validation rows. */
      score: orUndefined,
      ...aggregateShape(trialAggregates),
      /** Largest over the seeds. */
      averageBits: orUndefined,
      seeds: z.int(),
      errors: z.array(z.string()),
    }),
  ),
  /** Null where no trial can win. */
  winner: z
    .strictObject({
      overrides: cellSettingsSchema.shape.overrides,
      /** The command that runs it on the test rows. */
      command: z.string(),
    })
    .nullable(),
});

/** See {@link tuningSchema}. */
export type Tuning = z.infer<typeof tuningSchema>;
