import { z } from 'zod';

const count = (meaning: string) => z.int().min(0).describe(meaning);
const real = (meaning: string) => z.number().nullable().describe(`${meaning}; null where undefined`);
const share = (meaning: string) =>
  z.number().min(0).max(1).nullable().describe(`${meaning}, in [0, 1]; null where undefined`);

/** The aggregates that are measured by subgroup. */
export type SubgroupAggregate = 'vd' | 'crgMedian' | 'overGrant' | 'nearMissFidelity' | 'acceptanceDrift';

const levelSchema = z.strictObject({
  level: z.string().describe('a value of the attribute'),
  vd: share("validity drop at kappa: share of the teacher's valid actions that the student refuses"),
  crgMedian: real('median cost recourse gap at kappa'),
  overGrant: share('of the denied, whom the student approves with no action'),
  nearMissFidelity: share(
    'of the points short of the boundary that the teacher denies, which the student denies too',
  ),
  acceptanceDrift: real("the student's favourable rate minus the teacher's, over the evaluated rows"),
  n: z
    .strictObject({
      rows: count('evaluated rows of the level'),
      denied: count('of them denied by the teacher'),
      vd: count('instances behind vd'),
      crg: count('instances behind crgMedian'),
      nearMiss: count('points behind nearMissFidelity'),
    })
    .describe('how many instances each aggregate is over'),
});

const gapSchema = z
  .strictObject({
    gap: z.number().min(0).describe('highest minus lowest'),
    highest: z.string().describe('the level with the highest value'),
    lowest: z.string().describe('the level with the lowest value'),
  })
  .nullable()
  .describe('null where fewer than two levels are large enough and defined');

/** Aggregates by subgroup attribute and level, and the largest gap between levels of a stated size. */
export const subgroupsSchema = z.strictObject({
  kappa: z.number().min(0).describe('issue margin of vd and crgMedian'),
  leastDenied: count('denied rows a level needs to take part in a gap'),
  attributes: z.array(
    z.strictObject({
      attribute: z.string(),
      levels: z.array(levelSchema).describe('every level of the attribute, in its order'),
      gaps: z.strictObject({
        vd: gapSchema,
        crgMedian: gapSchema,
        overGrant: gapSchema,
        nearMissFidelity: gapSchema,
        acceptanceDrift: gapSchema,
      }),
    }),
  ),
});

/** See {@link subgroupsSchema}. */
export type Subgroups = z.infer<typeof subgroupsSchema>;

/** One level of an attribute. */
export type SubgroupLevel = z.infer<typeof levelSchema>;

/** The largest difference of an aggregate between two levels. */
export type SubgroupGap = z.infer<typeof gapSchema>;
