import type { ResolvedRelation } from './resolved-relation.ts';

/** The feature that a relation binds, `null` where it is several, and what is wrong where the relation is broken. */
export function brokenBy(relation: ResolvedRelation): readonly [feature: string | null, detail: string] {
  switch (relation.kind) {
    case 'rises-only-with':
      return [relation.bound.name, `it rises and '${relation.other.name}' does not`];
    case 'at-most':
      return [relation.bound.name, `it exceeds '${relation.other.name}'`];
    case 'linear': {
      const terms = relation.features.map(({ name }, place) => `${relation.coefficients[place]} · '${name}'`);
      return [null, `${terms.join(' + ')} exceeds ${relation.atMost}`];
    }
    case 'subset-limit': {
      const names = relation.features.map(({ name }) => `'${name}'`).join(', ');
      return [null, `more than ${relation.atMost} of ${names} changed`];
    }
  }
}
