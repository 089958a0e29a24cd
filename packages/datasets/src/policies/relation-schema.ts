import { z } from 'zod';

/** What features have to do with each other in one action, as people write it. Built on demand. */
export function relationSchema() {
  const name = z.string().min(1);
  return z.discriminatedUnion('kind', [
    /** `feature` may rise only where `with` rises too. */
    z.strictObject({ kind: z.literal('rises-only-with'), feature: name, with: name }),
    /** Raw `lower` ≤ raw `upper` after the action, for people for whom it holds before. */
    z.strictObject({ kind: z.literal('at-most'), lower: name, upper: name }),
    /** A sum of raw values, each times its coefficient, is at most `atMost`, for people for whom it is before. */
    z.strictObject({
      kind: z.literal('linear'),
      terms: z.record(name, z.number()).refine(severalTerms, {
        message: 'two features or more, each with a coefficient that is not 0',
      }),
      atMost: z.number(),
    }),
    /** At most so many of the features change in one action. */
    z.strictObject({
      kind: z.literal('subset-limit'),
      features: z
        .array(name)
        .min(2)
        .refine((names) => new Set(names).size === names.length, { message: 'each feature once' }),
      atMost: z.int().min(1).default(1),
    }),
    /** Where `with` changes, `feature` changes by `factor` times as much, by itself. */
    z.strictObject({
      kind: z.literal('moves-with'),
      feature: name,
      with: name,
      factor: z.number().refine((factor) => factor !== 0, { message: 'a number other than 0' }),
      when: z.enum(['rises', 'falls']).optional(),
    }),
  ]);
}

function severalTerms(terms: Readonly<Record<string, number>>): boolean {
  const coefficients = Object.values(terms);
  return coefficients.length > 1 && coefficients.every((coefficient) => coefficient !== 0);
}
