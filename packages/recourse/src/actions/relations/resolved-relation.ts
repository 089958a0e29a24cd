import { relatedFeatures } from '@cfq/datasets';

import type { ActionFeature, ActionSet } from '../action-set.ts';

/** `rises-only-with` or `at-most` with its features at hand. */
export interface ResolvedPair {
  readonly kind: 'rises-only-with' | 'at-most';
  /** The feature that is bound: what may rise only with the other, or the lower one. */
  readonly bound: ActionFeature;
  /** The feature it is bound to. */
  readonly other: ActionFeature;
}

/** `linear` with its features at hand. */
export interface ResolvedLinear {
  readonly kind: 'linear';
  readonly features: readonly ActionFeature[];
  /** One a feature, of its raw value; none is 0. */
  readonly coefficients: readonly number[];
  readonly atMost: number;
}

/** `subset-limit` with its features at hand. */
export interface ResolvedSubset {
  readonly kind: 'subset-limit';
  readonly features: readonly ActionFeature[];
  readonly atMost: number;
}

/** A relation with its features at hand. */
export type ResolvedRelation = ResolvedPair | ResolvedLinear | ResolvedSubset;

/** The relations of an action set that bind what people do, with their features; of consequences see `consequencesOf`. */
export function resolveRelations({ relations = [], features }: ActionSet): ResolvedRelation[] {
  return relations.flatMap((relation): ResolvedRelation[] => {
    const named = relatedFeatures(relation).map((name) => features.find((feature) => feature.name === name)!);
    switch (relation.kind) {
      case 'linear': {
        const { kind, terms, atMost } = relation;
        return [{ kind, features: named, coefficients: Object.values(terms), atMost }];
      }
      case 'subset-limit':
        return [{ kind: relation.kind, features: named, atMost: relation.atMost }];
      case 'rises-only-with':
      case 'at-most':
        return [{ kind: relation.kind, bound: named[0]!, other: named[1]! }];
      case 'moves-with':
        return [];
    }
  });
}
