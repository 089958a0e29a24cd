import { z } from 'zod';

const count = (meaning: string) => z.int().min(0).describe(meaning);
const real = (meaning: string) => z.number().min(0).nullable().describe(`${meaning}; null where undefined`);
const share = (meaning: string) =>
  z.number().min(0).max(1).nullable().describe(`${meaning}, in [0, 1]; null where undefined`);

const lengthsSchema = (units: string, l0: string, l2: string) =>
  z
    .strictObject({
      l0: real(l0),
      l1: real('sum of the changes'),
      l2: real(l2),
      linf: real('largest change'),
    })
    .describe(`mean length of an action, ${units}`);

/** How good the teacher's actions are by the measures of the field, and how well they keep at the price they have. */
export const actionQualitySchema = z.strictObject({
  kappa: z.number().min(0).describe('the issue margin of the actions looked at, but for redundancy: there 0'),
  n: z.strictObject({
    denied: count('the population'),
    sampled: count('people looked at: all, or a seeded sample'),
    valid: count('of them with a valid action at kappa'),
    reference: count('training rows they are held against'),
    approved: count('training rows that the teacher approves they are held against'),
  }),
  standardised: lengthsSchema(
    'in standard deviations and changes of category',
    'changed features',
    'root of the sum of squares',
  ),
  ranged: lengthsSchema(
    'in encoded columns scaled to 0–1, as RecourseBench measures',
    'changed columns',
    'sum of squares',
  ),
  violationRate: share('share of the actions that break a constraint'),
  meanViolations: real('features an action changes as it may not, or rules for the whole action it breaks'),
  redundancy: real('changes that could each be left out'),
  yNearestNeighbours: share('share of the 5 nearest training rows that the teacher approves'),
  neighbourDistance: real('distance to the 5 nearest training rows that the teacher approves'),
  localOutlierFactor: real('median local outlier factor among training rows that the teacher approves'),
  outlierShare: share('share of the actions that lead to an outlier among them'),
  equalCost: z
    .array(
      z.strictObject({
        kappa: z.number().min(0).describe('issue margin κ of the actions'),
        n: count('people with an action for whose price the cheapest search has one too'),
        unmatched: count('people with an action that is cheaper than any of that search'),
        validityDrop: share('of these actions: share that the student refuses'),
        ofCheapest: share(
          'of the actions with the largest margin that the cheapest search has for no more: share that the student refuses',
        ),
      }),
    )
    .min(1)
    .describe(
      'the same people at the same price: these actions beside those of the usual search, one entry an issue margin',
    ),
});

/** See {@link actionQualitySchema}. */
export type ActionQuality = z.infer<typeof actionQualitySchema>;
