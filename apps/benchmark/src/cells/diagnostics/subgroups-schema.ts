import { z } from 'zod';
import type { CellAggregate } from '../aggregates/aggregate-names.ts';
import { aggregateShape, countsSchema } from '../aggregates/aggregate-schema.ts';

/** The aggregates that are measured by subgroup. */
export const subgroupAggregates = [
  'validityDrop',
  'counterfactualRecourseGapMedian',
  'overGrant',
  'nearMissFidelity',
  'acceptanceDrift',
] as const satisfies readonly CellAggregate[];

const count = (meaning: string) => z.int().min(0).describe(meaning);

const levelSchema = z.strictObject({
  level: z.string().describe('a value of the attribute'),
  ...aggregateShape(subgroupAggregates),
  n: z
    .strictObject({
      rows: count('evaluated rows of the level'),
      denied: count('of them denied by the teacher'),
    })
    .describe('how many people there are'),
  counts: countsSchema(subgroupAggregates),
});

/** An aggregate that is measured by subgroup. */
export type SubgroupAggregate = (typeof subgroupAggregates)[number];

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
  kappa: z.number().min(0).describe('issue margin of the aggregates that have one'),
  leastDenied: count('denied rows a level needs to take part in a gap'),
  attributes: z.array(
    z.strictObject({
      attribute: z.string(),
      levels: z.array(levelSchema).describe('every level of the attribute, in its order'),
      gaps: z.strictObject(
        Object.fromEntries(subgroupAggregates.map((name) => [name, gapSchema])) as Record<
          SubgroupAggregate,
          typeof gapSchema
        >,
      ),
    }),
  ),
});

/** See {@link subgroupsSchema}. */
export type Subgroups = z.infer<typeof subgroupsSchema>;

/** One level of an attribute. */
export type SubgroupLevel = z.infer<typeof levelSchema>;

/** The largest difference of an aggregate between two levels. */
export type SubgroupGap = z.infer<typeof gapSchema>;
