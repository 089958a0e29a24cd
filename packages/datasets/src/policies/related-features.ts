import type { ActionRelation } from './action-policy.ts';

/**
 * The names of the features that a relation is about, as it lists them: of two the one that is bound, `feature` or `lower`,
 * before the one it is bound to.
 */
export function relatedFeatures(relation: ActionRelation): readonly string[] {
  switch (relation.kind) {
    case 'rises-only-with':
    case 'moves-with':
      return [relation.feature, relation.with];
    case 'at-most':
      return [relation.lower, relation.upper];
    case 'linear':
      return Object.keys(relation.terms);
    case 'subset-limit':
      return relation.features;
  }
}
