import { z } from 'zod';
import { ruleFields } from '../policies/rule-schema.ts';
import { word } from './word.ts';

/** How numbers are written: of a whole file, or of one column of it. Built on demand. */
export function numberFields() {
  const sign = z.enum([',', '.', "'", '_', ' ']);
  return {
    /** The decimal sign. Default the point. */
    decimal: z.enum(['.', ',']).optional(),
    /** What stands between groups of three digits. Default: nothing. */
    thousands: sign.optional(),
    /** What stands before or after each number, `%` or `$`; the number is taken as it stands. Default: nothing. */
    unit: z
      .union([word(), z.array(word())])
      .transform((units) => [units].flat())
      .optional(),
    /** Numbers in parentheses are negative. Default false. */
    parentheses: z.boolean().optional(),
  };
}

/** Levels, each listed once. */
function levelsOf(fewest: number) {
  return z
    .array(word())
    .min(fewest)
    .refine((levels) => new Set(levels).size === levels.length, { message: 'each level once' });
}

/** What every column may say. */
function sharedFields() {
  const { reason, costWeight, time, obtainable } = ruleFields();
  return {
    reason,
    costWeight,
    time,
    obtainable,
    /** No action may change it. Default false. */
    immutable: z.boolean().default(false),
    /** Whether the model sees it. `false` keeps a column for subgroups alone. Default true. */
    input: z.boolean().default(true),
    /** The column that says by how much harder than usual a change of this one is for each person. Default: none. */
    effort: word().optional(),
    /** Cells of this column that mean "missing". Default: those of the data set. */
    missing: z.array(word()).optional(),
    /** Cells that stand for no value but have a meaning of their own; `obtainable` says which an action may end. Default: none. */
    special: z.record(z.string(), word()).default({}),
  };
}

/** A column of numbers. */
function numericColumn() {
  const { bounds, step, maxChange, direction } = ruleFields();
  return z
    .strictObject({
      kind: z.literal('numeric'),
      ...sharedFields(),
      ...numberFields(),
      direction: direction.default('any'),
      /** `[lowest, highest]` an action may reach; `null` leaves a side to the training rows' range, as does the default. */
      bounds,
      /** Values are whole numbers. Default false. */
      integer: z.boolean().default(false),
      /** Values are whole multiples of it. */
      step,
      maxChange,
      /** How the model sees it: by mean and deviation, or by median and quartiles where tails are heavy. Default standard. */
      scale: z.enum(['standard', 'robust']).default('standard'),
    })
    .refine(({ integer, step = 1 }) => !integer || Number.isInteger(step), {
      path: ['step'],
      message: 'whole numbers (integer: true) go in whole steps',
    });
}

/** A column of levels in order. */
function ordinalColumn() {
  const { maxChange, direction, to, forbidden } = ruleFields();
  return z.strictObject({
    kind: z.literal('ordinal'),
    ...sharedFields(),
    direction: direction.default('any'),
    /** Ascending. */
    levels: levelsOf(2),
    /** The number each level stands for, strictly ascending. Default 0, 1, 2, … */
    values: z.array(z.number()).optional(),
    /** A readable name of levels, by level. Default: the level itself. */
    labels: z.record(z.string(), word()).default({}),
    maxChange,
    to,
    forbidden,
  });
}

/** A column of categories. */
function categoricalColumn() {
  const { to, forbidden, moves } = ruleFields();
  return z.strictObject({
    kind: z.literal('categorical'),
    ...sharedFields(),
    /** Default: those that occur, sorted. */
    levels: levelsOf(1).optional(),
    /** A readable name of levels, by level. Default: the level itself. */
    labels: z.record(z.string(), word()).default({}),
    to,
    forbidden,
    moves,
  });
}

/** One column of the file. Built on demand. */
export function columnSchema() {
  return z.discriminatedUnion('kind', [numericColumn(), ordinalColumn(), categoricalColumn()]);
}

/** Several columns of the file that are one category, a column of yes or no for each. Built on demand. */
export function groupSchema() {
  const { to, forbidden, moves, reason, costWeight, time, obtainable } = ruleFields();
  return z.strictObject({
    /** The column of each category. */
    columns: z.record(z.string(), word()).refine((columns) => Object.keys(columns).length > 1, {
      message: 'two columns or more, by category',
    }),
    /** The category of rows that have none of them. Default: these are missing. */
    none: word().optional(),
    immutable: z.boolean().default(false),
    input: z.boolean().default(true),
    /** The column that says by how much harder than usual a change is for each person. Default: none. */
    effort: word().optional(),
    reason,
    costWeight,
    time,
    obtainable,
    to,
    forbidden,
    moves,
  });
}
