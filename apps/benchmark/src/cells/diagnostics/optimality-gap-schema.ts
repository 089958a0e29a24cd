import { z } from 'zod';

const count = (meaning: string) => z.int().min(0).describe(meaning);
const share = (meaning: string) =>
  z.number().min(0).max(1).nullable().describe(`${meaning}, in [0, 1]; null where undefined`);

const marginSchema = z.strictObject({
  kappa: z.number().min(0).describe('issue margin κ'),
  gap: z
    .number()
    .nullable()
    .describe(
      "mean cost of the evaluation's actions over that of the cheapest ones of the same people, minus 1; null where n.compared is 0",
    ),
  interval: z
    .tuple([z.number(), z.number()])
    .nullable()
    .describe('95 % bootstrap interval of the gap over the people compared; null where undefined'),
  gapAtMost: z
    .number()
    .nullable()
    .optional()
    .describe(
      'mean cost of the actions of n.bounded people over the mean of what is proven that each must pay at least, minus 1: no less than their gap to the cheapest; null where nothing is proven; absent in older cells',
    ),
  dearer: share(
    'of those compared, whose action is dearer than the cheapest by more than the proof leaves open',
  ),
  n: z.strictObject({
    compared: count('people with a proven cheapest action, not free, and an action of the evaluation'),
    missed: count('people with a proven action where the evaluation found none'),
    infeasible: count('people proven to have no action'),
    open: count('people of whom neither a cheapest action nor that there is none was proven'),
    bounded: count(
      'people with an action of the evaluation that is not proven to be free, those left open among them; absent in older cells',
    ).optional(),
  }),
});

/** How far the actions of the evaluation are from the cheapest ones, on the teacher. */
export const optimalityGapSchema = z.strictObject({
  n: z.strictObject({
    denied: count('the population'),
    sampled: count('people looked at: all, or a seeded sample'),
  }),
  margins: z.array(marginSchema).min(1).describe('one entry per issue margin, ascending'),
});

/** See {@link optimalityGapSchema}. */
export type OptimalityGap = z.infer<typeof optimalityGapSchema>;
