import type { ActionPolicy } from '@cfq/datasets';
import { z } from 'zod';
import { contentHash } from '../content-hash.ts';

/** Stands for what the columns of a data set permit by themselves, without a policy. */
export const schemaActions = 'schema';

/** What people may do where nobody says, in data sets that have it. */
export const defaultPolicy = 'actionable';

/** A policy that no data set brings along, whole, so that a changed file is another cell. */
const policySchema = z.strictObject({
  name: z.string().min(1),
  description: z.string(),
  sparsity: z.int().min(1).optional(),
  features: z.record(z.string(), z.record(z.string(), z.json())),
  relations: z.array(z.record(z.string(), z.json())).optional(),
  plausibility: z.record(z.string(), z.json()).optional(),
});

/** What people may do: the name of one of the data set's policies, {@link schemaActions}, or a policy itself. */
export const actionsSchema = z
  .union([z.string().min(1), policySchema])
  .describe("one of the data set's action policies, schema for what its columns permit, or a policy itself");

/** See {@link actionsSchema}. */
export type ActionsSetting = string | z.infer<typeof policySchema>;

/** The policy that a setting holds itself; undefined for a name. */
export function ownPolicy(actions: ActionsSetting): ActionPolicy | undefined {
  // Every policy was checked where it was read; JSON is all that the cell knows of it.
  return typeof actions === 'string' ? undefined : (actions as unknown as ActionPolicy);
}

/** Digits of the hash that tells two policies of one name apart. */
const shortHash = 6;

/** What people may do, in a few words that are equal for equal policies only; empty where the columns alone decide. */
export function actionsLabel(actions: ActionsSetting | undefined): string {
  if (actions === undefined || actions === schemaActions) return '';
  if (typeof actions === 'string') return `actions=${actions}`;
  return `actions=${actions.name}@${contentHash(actions).slice(0, shortHash)}`;
}
