import { z } from 'zod';

const real = (meaning: string) =>
  z.number().min(0).nullable().describe(`${meaning}; null where nobody has an action`);

/** How rough the teacher is where its recourse leads. */
export const roughnessSchema = z.strictObject({
  kappa: z.number().min(0).describe('issue margin κ of the actions'),
  n: z.strictObject({
    promises: z.int().min(0).describe("the teacher's valid actions at κ"),
    sampled: z.int().min(0).describe('of them looked at: all, or a seeded sample'),
  }),
  spread: z
    .number()
    .min(0)
    .describe("standard deviation of the teacher's margins over validation rows, in logits"),
  slope: real('mean local Lipschitz constant of the margin on the way, logits per encoded unit'),
  bend: real('mean sum of the second differences of the margin on the way, logits an action'),
  relativeBend: real('sum of the bends over the sum of what the margin rises'),
  flips: real('mean share of the rectified units that switch between the ends of the way, at most 1'),
});

/** See {@link roughnessSchema}. */
export type Roughness = z.infer<typeof roughnessSchema>;
