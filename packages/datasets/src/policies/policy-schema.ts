import { z } from 'zod';
import { plausibilityKinds } from './action-policy.ts';
import { relationSchema } from './relation-schema.ts';
import { ruleFields } from './rule-schema.ts';

let built: ReturnType<typeof build> | undefined;

/** An action policy as people write it. Strict: an unknown key is an error. Built on demand, once: building takes milliseconds. */
export function policySchema(): ReturnType<typeof build> {
  built ??= build();
  return built;
}

function build() {
  return z.strictObject({
    /** Kebab-case. */
    name: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { message: 'a kebab-case name, for instance "cautious"' }),
    /** One line. Default: the name. */
    description: z.string().min(1).optional(),
    /** At most this many features change in one action. Default: as the data set says. */
    sparsity: z.int().min(1).optional(),
    /** Rules by feature name; features that are not listed stay as the data set's columns say. */
    features: z.record(z.string(), z.strictObject(ruleFields())).default({}),
    /** What features have to do with each other. */
    relations: z.array(relationSchema()).optional(),
    /** Actions lead to points near enough to approved people. */
    plausibility: plausibilitySchema().optional(),
  });
}

/** How near actions lead to approved people, as people write it. Built on demand. */
export function plausibilitySchema() {
  return z.strictObject({
    /** The mean distance to the nearest of them, or the local outlier factor. */
    kind: z.enum(plausibilityKinds),
    /** How many of the nearest count. */
    neighbours: z.int().min(1),
    /** What it is at most; a distance in encoded units, Euclidean. */
    limit: z.number().positive(),
  });
}
