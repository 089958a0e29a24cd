import { z } from 'zod';

const correlation = (meaning: string) =>
  z
    .number()
    .min(-1)
    .max(1)
    .nullable()
    .describe(
      `Spearman's rank correlation of what was predicted and what was measured, ${meaning}; null where undefined`,
    );

/** How well each sensitivity predicts what rounding the teacher loses. */
export const sensitivityRanksSchema = z.strictObject({
  kappa: z.number().min(0).describe('issue margin κ of the promises'),
  candidates: z.array(z.int().min(1)).min(1).describe('bit-widths of the trials'),
  n: z.strictObject({
    promises: z.int().min(0).describe('valid teacher actions at κ, of test rows'),
    nearMisses: z.int().min(0).describe('people just short of an action whom the teacher denies'),
    single: z.int().min(0).describe('trials with one layer rounded at one width'),
    schedules: z.int().min(0).describe('random schedules with all layers rounded'),
  }),
  sensitivities: z
    .array(
      z.strictObject({
        name: z.string().describe('sensitivity, measured on training rows'),
        single: correlation('over trials with one layer rounded'),
        schedules: correlation('over random schedules, the sum over layers for the prediction'),
      }),
    )
    .min(1),
});

/** See {@link sensitivityRanksSchema}. */
export type SensitivityRanks = z.infer<typeof sensitivityRanksSchema>;
