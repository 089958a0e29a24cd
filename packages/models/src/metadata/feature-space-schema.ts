import { plausibilityKinds, type ColumnRule, type Feature, type FeatureSpace } from '@cfq/datasets';
import { z } from 'zod';

const number = () => z.number();
const count = () => z.int().min(0);
const texts = () => z.array(z.string());
const words = () => z.record(z.string(), z.string());

function rule() {
  return z.strictObject({
    reason: z.string().optional(),
    maxChange: z.strictObject({ amount: number().optional(), percent: number().optional() }).optional(),
    to: texts().optional(),
    forbidden: texts().optional(),
    moves: z.record(z.string(), texts()).optional(),
    costWeight: number().optional(),
    time: z.strictObject({ fixed: number().optional(), perUnit: number().optional() }).optional(),
    obtainable: texts().optional(),
  } satisfies Record<keyof ColumnRule, z.ZodType>);
}

function feature() {
  return z.strictObject({
    name: z.string(),
    kind: z.enum(['numeric', 'ordinal', 'categorical']),
    start: count(),
    width: z.int().min(1),
    categories: texts().optional(),
    reachable: z.array(z.boolean()).optional(),
    ranks: z.array(number()).optional(),
    unheld: texts().optional(),
    offset: number(),
    scale: number().positive(),
    lower: number(),
    upper: number(),
    values: z.array(number()).optional(),
    labels: texts().optional(),
    immutable: z.boolean(),
    direction: z.enum(['any', 'increase', 'decrease']),
    step: number().positive().optional(),
    unit: z.string().optional(),
    codes: words().optional(),
    special: words().optional(),
    rule: rule().optional(),
    substitute: number().optional(),
    absentColumns: z.array(count()).optional(),
    indicates: z.string().optional(),
  } satisfies Record<keyof Feature, z.ZodType>);
}

function relation() {
  return z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('rises-only-with'), feature: z.string(), with: z.string() }),
    z.strictObject({ kind: z.literal('at-most'), lower: z.string(), upper: z.string() }),
    z.strictObject({ kind: z.literal('linear'), terms: z.record(z.string(), number()), atMost: number() }),
    z.strictObject({ kind: z.literal('subset-limit'), features: texts(), atMost: count() }),
    z.strictObject({
      ...{ kind: z.literal('moves-with'), feature: z.string(), with: z.string(), factor: number() },
      when: z.enum(['rises', 'falls']).optional(),
    }),
  ]);
}

/** A feature space as JSON: features one after another, each with columns of its own. Built on demand. */
export function featureSpaceSchema() {
  return z
    .strictObject({
      width: z.int().min(1),
      features: z.array(feature()).min(1),
      sparsity: z.int().min(1),
      dropped: words().optional(),
      relations: z.array(relation()).optional(),
      plausibility: z
        .strictObject({ kind: z.enum(plausibilityKinds), neighbours: count(), limit: number().positive() })
        .optional(),
    } satisfies Record<keyof FeatureSpace, z.ZodType>)
    .refine(isSound, {
      message: 'features follow one another, with a category or level for each column or value',
    })
    .transform((space) => space as FeatureSpace);
}

interface Placed {
  readonly width: number;
  readonly features: readonly {
    readonly kind: string;
    readonly start: number;
    readonly width: number;
    readonly categories?: readonly string[] | undefined;
    readonly reachable?: readonly boolean[] | undefined;
    readonly values?: readonly number[] | undefined;
    readonly labels?: readonly string[] | undefined;
  }[];
}

function isSound({ width, features }: Placed): boolean {
  let next = 0;
  for (const { kind, start, width: own, categories, reachable, values, labels } of features) {
    if (start !== next) return false;
    next += own;
    if (kind === 'categorical') {
      if (categories?.length !== own || (reachable !== undefined && reachable.length !== own)) return false;
    } else if (
      own !== 1 ||
      (kind === 'ordinal' && (values === undefined || labels?.length !== values.length))
    ) {
      return false;
    }
  }
  return next === width;
}
