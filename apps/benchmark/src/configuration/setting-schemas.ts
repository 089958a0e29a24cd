import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { gridOf, gridSize, type Grid } from '../cells/overrides/grid.ts';
import type { OverrideValue } from '../cells/overrides/override-name.ts';
import { parseBackbone } from '../cells/parse-backbone.ts';
import { UsageError } from '../command-line/benchmark-error.ts';
import { parseSeeds } from '../command-line/parse-seeds.ts';

/**
 * One value, or a list of them; each once, in the order given.
 *
 * @param fewest how many there are at least
 */
export function listOf<Item extends z.ZodType>(item: Item, fewest: 0 | 1 = 1) {
  const list = z.array(item).min(fewest, 'must not be empty');
  return z.preprocess(
    (given): unknown => (Array.isArray(given) ? given : [given]),
    list.transform((items) => [...new Set(items)]),
  );
}

/** A name of a registry; looked up later, since plug-ins may bring more. */
export const nameSchema = z.string('must be a name').min(1, 'must be a name (got an empty text)');

/** A path of a file or a folder. */
export const pathSchema = z
  .string('must be a path')
  .min(1, 'must be a path (expected FILE or DIR, got an empty text)');

/** How many processes or threads. */
export const countSchema = z
  .number('must be a whole number')
  .int('must be a whole number')
  .min(1, 'must be at least 1')
  .max(1024, 'must be at most 1024');

/** How many rows are looked at. */
export const sampleSchema = z
  .number('must be a whole number')
  .int('must be a whole number')
  .min(1, 'must be at least 1');

/** How many people are looked at, if any. */
export const peopleSchema = z
  .number('must be a whole number')
  .int('must be a whole number')
  .min(0, 'must be at least 0');

/** Half-widths of boxes, ascending. */
export const radiiSchema = listOf(z.number('must be numbers').min(0, 'must be at least 0')).refine(
  (radii) => radii.every((radius, at) => at === 0 || radius > radii[at - 1]!),
  'must be ascending',
);

/** Bits of a weight whose every rounding is looked at. */
export const roundingBitsSchema = z
  .number('must be whole numbers')
  .int('must be whole numbers')
  .min(2, 'must be at least 2')
  .max(16, 'must be at most 16');

/** Yes or no. */
export const switchSchema = z.boolean('must be true or false');

/** Bits of the columns that a student reads. */
export const inputBitsSchema = z
  .number('must be a whole number of bits')
  .int('must be a whole number of bits')
  .min(1, 'must be at least 1')
  .max(16, 'must be at most 16');

/** An average number of bits per weight. */
export const budgetSchema = z
  .number('must be a number of bits')
  .positive('must be above 0')
  .max(32, 'must be at most 32');

/** Seeds: whole numbers, and ranges as in `0-4`; ascending, each once. */
export const seedsSchema = listOf(
  z.union([z.int().min(0), z.string()], 'must be seeds, as in 0-4 or 7'),
).transform((parts, context) => refusing(context, () => parseSeeds(parts.join(','))) ?? z.NEVER);

/** A backbone in its canonical spelling. */
export const backboneSchema = z
  .string('must be logistic or mlp:<widths>')
  .transform((text, context) => refusing(context, () => parseBackbone(text).name) ?? z.NEVER);

/** Issue margins κ, ascending, 0 always among them: the price of a margin is defined against the action at κ = 0. */
export const marginsSchema = listOf(
  z.number('must be a number').min(0, 'must be at least 0').max(100, 'must be at most 100'),
).transform((margins) => [...new Set([0, ...margins])].sort((a, b) => a - b));

const mostCombinations = 1000;

/** What differs from a recipe, by name: one value, or several that are tried one after the other. */
export const gridSchema = z
  .record(
    z.string(),
    listOf(z.union([z.number(), z.string(), z.boolean()], 'must be a number, a word or true or false')),
  )
  .transform((given, context): Record<string, OverrideValue[]> => {
    const grid = refusing(context, () => {
      const axes = gridOf(
        '',
        Object.entries(given).map(([name, values]) => ({ name, values })),
      );
      if (gridSize(axes) <= mostCombinations) return axes;
      throw new UsageError(
        `at most ${mostCombinations} combinations (got ${gridSize(axes)}). Leave values out.`,
      );
    });
    return grid === undefined
      ? z.NEVER
      : Object.fromEntries(grid.map(({ name, values }) => [name, [...values]]));
  });

/** A grid as a configuration holds it, as a list of axes. */
export function axesOf(overrides: Readonly<Record<string, readonly OverrideValue[]>>): Grid {
  return Object.entries(overrides).map(([name, values]) => ({ name, values }));
}

/** Modules of plug-ins: paths, or names of installed packages. */
export const pluginsSchema = listOf(z.string('must be a module').min(1, 'must be a module'), 0);

/** As many processes as there are cores. */
export const processPerCore = (): number => Math.min(availableParallelism(), 1024);

/** What a parser returns, or its refusal as an issue. */
function refusing<Value>(context: z.RefinementCtx, parse: () => Value): Value | undefined {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const message = error.message.replace(/^(--[\w-]+)?: /, '').replace(/\.$/, '');
    context.addIssue({ code: 'custom', message });
    return undefined;
  }
}
