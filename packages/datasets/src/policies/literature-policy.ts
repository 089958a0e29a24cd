import type { FeatureSpec } from '../dataset/feature-spec.ts';
import type { ActionPolicy } from './action-policy.ts';

export interface LiteraturePolicyOptions {
  /** Whose practice it is, one line. */
  readonly description: string;
  /** The set's features: immutability and direction of each are the policy's. */
  readonly features: readonly FeatureSpec[];
  /** Why, by feature. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Why, for the features that are not among `reasons`. */
  readonly otherwise: string;
}

/**
 * The policy `literature` of a data set: what its columns say, which is what studies of recourse do with the set, with a
 * reason for each feature.
 */
/* @__NO_SIDE_EFFECTS__ */
export function literaturePolicy(options: LiteraturePolicyOptions): ActionPolicy {
  const { description, features, reasons, otherwise } = options;
  const rules = features.map(({ name, kind, immutable, direction }) => {
    const freedom = immutable || kind === 'categorical' ? {} : { direction };
    return [name, { immutable, ...freedom, reason: reasons[name] ?? otherwise }] as const;
  });
  return { name: 'literature', description, features: Object.fromEntries(rules) };
}
