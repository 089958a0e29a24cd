import { z } from 'zod';

const share = (meaning: string) =>
  z.number().min(0).max(1).nullable().describe(`${meaning}, in [0, 1]; null where there are none`);

const bitsSchema = z.strictObject({
  bits: z.int().describe('bits of a weight, a step an output'),
  nearest: share('share that no rounding of the weights to the nearest can break'),
  either: share('share that no rounding of them up or down can break'),
});

/** The promises of a teacher that no rounding of its weights can break, by bits. */
export const roundingSurvivalSchema = z.strictObject({
  margins: z
    .array(
      z.strictObject({
        kappa: z.number().min(0).describe('issue margin κ'),
        n: z.int().min(0).describe("the teacher's valid actions"),
        bits: z.array(bitsSchema).min(1).describe('one entry a number of bits, in the order asked for'),
      }),
    )
    .min(1)
    .describe('one entry an issue margin, ascending'),
});

/** See {@link roundingSurvivalSchema}. */
export type RoundingSurvival = z.infer<typeof roundingSurvivalSchema>;
