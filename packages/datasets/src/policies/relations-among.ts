import type { ActionRelation } from './action-policy.ts';
import { relatedFeatures } from './related-features.ts';

/**
 * What relations say of features that there are: one about a feature that is not there is left out, but for limits of
 * subsets, which go on to hold for the features that remain, as long as there are more of them than may change.
 *
 * @param names Features that there are.
 */
export function relationsAmong(
  relations: readonly ActionRelation[],
  names: ReadonlySet<string>,
): ActionRelation[] {
  return relations.flatMap((relation) => {
    if (relatedFeatures(relation).every((name) => names.has(name))) return [relation];
    if (relation.kind !== 'subset-limit') return [];
    const features = relation.features.filter((name) => names.has(name));
    return features.length > relation.atMost ? [{ ...relation, features }] : [];
  });
}
