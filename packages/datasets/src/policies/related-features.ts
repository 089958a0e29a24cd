import type { ActionRelation } from './action-policy.ts';

/** The names of the two features that a relation is about: what is bound, `feature` or `lower`, and what it is bound to. */
export function relatedFeatures(relation: ActionRelation): readonly [bound: string, other: string] {
  return relation.kind === 'at-most' ? [relation.lower, relation.upper] : [relation.feature, relation.with];
}
