import { z } from 'zod';
import { word } from '../csv/word.ts';

/**
 * The fields of a feature's rule as people write them, each optional; those that only some kinds of feature have are for
 * the caller to choose from. Built on demand, so that importing the package does no work.
 */
export function ruleFields() {
  const name = z.string().min(1);
  const above0 = z.number().positive();
  const names = z.array(name).min(1);
  return {
    /** Why, in one sentence. */
    reason: z.string().min(1).optional(),
    /** No action may change it. */
    immutable: z.boolean().optional(),
    /** Which way it may move. */
    direction: z.enum(['any', 'increase', 'decrease']).optional(),
    /** `[lowest, highest]` an action may reach; `null` leaves a side as the data set has it. */
    bounds: z
      .tuple([z.number().nullable(), z.number().nullable()])
      .refine(([low, high]) => low === null || high === null || low <= high, {
        message: 'the lower bound is not above the upper one',
      })
      .optional(),
    /** Values an action may reach are whole multiples of it. */
    step: above0.optional(),
    /** How far it may move from the person's own value, either way. */
    maxChange: z
      .strictObject({
        /** In raw units. */
        amount: above0.optional(),
        /** Of the person's own raw value. */
        percent: above0.optional(),
      })
      .refine(({ amount, percent }) => amount !== undefined || percent !== undefined, {
        message: 'an amount, a percentage or both',
      })
      .optional(),
    /** The only categories or levels an action may move to. */
    to: names.optional(),
    /** Categories or levels no action may move to. */
    forbidden: names.optional(),
    /** From each category, the ones an action may move to. */
    moves: z.record(name, z.array(name)).optional(),
    /** Codes in place of a value, and `(missing)`, from which an action may obtain a value. */
    obtainable: z.array(word()).optional(),
    /** Multiplies what a change of it costs. */
    costWeight: above0.optional(),
    /** How long a change takes: any, and each raw unit of it. */
    time: z
      .strictObject({
        fixed: z.number().nonnegative().optional(),
        perUnit: z.number().nonnegative().optional(),
      })
      .refine(({ fixed, perUnit }) => fixed !== undefined || perUnit !== undefined, {
        message: 'fixed, perUnit or both',
      })
      .optional(),
  };
}
