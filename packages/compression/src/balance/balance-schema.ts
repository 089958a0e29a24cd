import { z } from 'zod';

const share = z.number().min(0).max(1);

/** A `Balance` as it is stored and filed. */
export const balanceSchema = z.strictObject({
  promiseFirst: share.describe('of the promises without a margin, the share to be kept'),
  offset: z.number().min(0).describe('what was added to the logit of approval'),
  curve: z
    .array(
      z.strictObject({
        offset: z.number().min(0),
        kept: share.describe('of the promises without a margin'),
        nearMiss: share.nullable().describe('of the near misses that the teacher denies, those denied'),
        drift: z.number().min(-1).max(1).describe('acceptance rate less that of the teacher'),
        flips: share.describe('of everybody, those decided about otherwise'),
      }),
    )
    .min(1)
    .describe('on validation rows, by ascending offset'),
});
