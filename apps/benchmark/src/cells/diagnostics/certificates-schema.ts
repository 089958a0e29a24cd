import { z } from 'zod';

const count = (meaning: string) => z.int().min(0).describe(meaning);
const real = (meaning: string) => z.number().nullable().describe(`${meaning}; null where n is 0`);
const share = (meaning: string) =>
  z.number().min(0).max(1).nullable().describe(`${meaning}, in [0, 1]; null where n is 0`);
const spread = (meaning: string) =>
  z
    .strictObject({ median: z.number(), q90: z.number() })
    .nullable()
    .describe(`${meaning}, in logits: median and 90 % quantile over the points; null where n is 0`);

/** What one method of bounding certifies in boxes of one radius. */
const methodSchema = (kept: string) =>
  z.strictObject({
    paper: share(`share of the points certified by the paper's condition |m_f| > 2ε`),
    margin: share('share certified by the tighter condition on the margins'),
    box: share(`share where the student ${kept} in the whole box, not at the point alone`),
    transfer: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe(
        `observed share that the student ${kept} among all certified: 1, or null where none is certified`,
      ),
    epsilon: spread('ε, bound of |g_q − g| of any class over the box'),
    slack: spread('bound of how much of the margin the student may lose over the box, where negative none'),
  });

const radiiSchema = (kept: string) =>
  z
    .array(
      z.strictObject({
        radius: z.number().min(0).describe('half-width of the box, encoded units; one-hot columns stay'),
        interval: methodSchema(kept).describe('by interval bound propagation on the pair of networks'),
        linear: methodSchema(kept).describe('the same, tightened by linear relaxation'),
      }),
    )
    .min(1)
    .describe('one entry a radius, ascending');

/**
 * Where recourse provably survives: at every evaluated point, whether a sound bound on the difference of the two networks
 * is smaller than the margin there, beside how often recourse is seen to survive.
 */
export const certificatesSchema = z.strictObject({
  margins: z
    .array(
      z.strictObject({
        kappa: z.number().min(0).describe('issue margin κ'),
        n: count("the teacher's valid actions"),
        transfer: share('observed: share of them that the student accepts'),
        meanMargin: real('mean of m_f where they lead, in logits'),
        radii: radiiSchema('approves'),
      }),
    )
    .describe("the teacher's actions, one entry an issue margin"),
  nearMiss: z
    .array(
      z.strictObject({
        fraction: z.number().describe('ρ: how far along the minimal action'),
        n: count('points x + ρδ_f that the teacher denies'),
        transfer: share('observed: share of them that the student denies too'),
        meanMargin: real('mean of m_f there, in logits; at most 0'),
        radii: radiiSchema('denies'),
      }),
    )
    .describe(
      'the other side: points short of the boundary, one entry a fraction; none where they were not asked for',
    ),
});

/** See {@link certificatesSchema}. */
export type Certificates = z.infer<typeof certificatesSchema>;
