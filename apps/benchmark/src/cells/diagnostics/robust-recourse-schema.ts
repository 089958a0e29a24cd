import { z } from 'zod';

const count = (meaning: string) => z.int().min(0).describe(meaning);
const real = (meaning: string) => z.number().min(0).nullable().describe(`${meaning}; null where undefined`);
const share = (meaning: string) =>
  z.number().min(0).max(1).nullable().describe(`${meaning}, in [0, 1]; null where undefined`);

const marginSchema = z.strictObject({
  kappa: z.number().min(0).describe('issue margin κ: reached on every model of the set'),
  feasibleRate: z
    .strictObject({
      plain: share('with an action on the teacher'),
      robust: share('with one on the whole set'),
    })
    .describe('share of the people looked at'),
  surviving: share("of the teacher's plain actions, that reach κ on every model of the set"),
  price: real('mean cost of the robust actions over that of the plain ones, where both exist'),
  validityDrop: z
    .strictObject({
      plain: share('of the plain actions'),
      robust: share('of the robust actions'),
      plainWhereRobust: share('of the plain actions of those who have a robust one too'),
    })
    .describe('share of valid actions that the student refuses; the student is not in the set'),
  n: z.strictObject({
    plain: count('people with a plain action'),
    robust: count('people with a robust action'),
    both: count('people with both: behind price and validityDrop.plainWhereRobust'),
  }),
});

/** Recourse that survives a set of quantized variants of the teacher, and what it costs. */
export const robustRecourseSchema = z.strictObject({
  bits: z.array(z.number().positive()).min(1).describe('bit-widths of the variants'),
  models: z.int().min(2).describe('models of the set: the teacher and its variants'),
  stepError: z.number().min(0).describe('how far the steps of perturbed variants are off, as a share'),
  n: z.strictObject({
    denied: count('the population'),
    sampled: count('people looked at: all, or a seeded sample'),
  }),
  margins: z.array(marginSchema).min(1).describe('one entry per issue margin, ascending'),
});

/** See {@link robustRecourseSchema}. */
export type RobustRecourse = z.infer<typeof robustRecourseSchema>;
