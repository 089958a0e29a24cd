import type { ActionRelation } from '@cfq/datasets';

import type { ActionFeature, ActionSet } from '../actions/action-set.ts';
import { consequentFeatures } from '../actions/relations/consequences.ts';
import { obtainablePositions } from './obtained-value.ts';
import type { ObtainingCase } from './obtaining-cases.ts';

/**
 * What people may do who obtain a value of each of some features, standing at that value: of these features any value that
 * may be obtained, at no further change, and of the others as many changes as are left. Nobody obtains anything else.
 */
export function caseActionSet(
  actionSet: ActionSet,
  { features: obtained, people }: ObtainingCase,
): ActionSet {
  const { relations = [], features, sparsity } = actionSet;
  const names = new Set(obtained.map(({ name }) => name));
  const closed = new Set<string>();
  const limited = (some: readonly string[], atMost: number): ActionRelation[] => {
    if (atMost > 0) return some.length <= atMost ? [] : [{ kind: 'subset-limit', features: some, atMost }];
    for (const name of some) closed.add(name);
    return [];
  };
  const left = relations.flatMap((relation): ActionRelation[] => {
    if (relation.kind !== 'subset-limit') return [relation];
    const others = relation.features.filter((name) => !names.has(name));
    return limited(others, relation.atMost - (relation.features.length - others.length));
  });
  const consequent = consequentFeatures(actionSet);
  const others = features.flatMap(({ name, immutable }) =>
    immutable || names.has(name) || closed.has(name) || consequent.has(name) ? [] : [name],
  );
  left.push(...limited(others, sparsity - obtained.length));
  // What moves with something that stays stays too.
  const kept = left.filter((relation) => {
    const isIdle = relation.kind === 'moves-with' && closed.has(relation.with);
    if (isIdle) closed.add(relation.feature);
    return !isIdle;
  });
  return {
    ...without(actionSet, ['relations']),
    features: features.map((feature) => {
      const place = obtained.indexOf(feature);
      if (place >= 0) return asObtained(feature, people[0]!.offers[place]!.code);
      const own = feature.kind === 'categorical' ? feature : without(feature, ['obtainable']);
      return closed.has(feature.name) ? { ...own, immutable: true } : own;
    }),
    ...(kept.length > 0 && { relations: kept }),
  };
}

/** A feature for those who obtain a value: nothing binds them that is measured from a value of their own. */
function asObtained(feature: ActionFeature, code: number): ActionFeature {
  return {
    ...without(feature, ['obtainable', 'maxChange', 'maxFractionToBound', 'moves', 'time']),
    direction: 'any',
    ...(feature.kind === 'ordinal' && { targets: obtainablePositions(feature, code) }),
  };
}

/** The keys that a value may go without. */
type OptionalKey<Whole> = {
  [Key in keyof Whole]-?: object extends Pick<Whole, Key> ? Key : never;
}[keyof Whole];

/** A copy without some of what it may go without. */
function without<Whole extends object>(whole: Whole, keys: readonly OptionalKey<Whole>[]): Whole {
  const left = { ...whole };
  for (const key of keys) Reflect.deleteProperty(left, key);
  return left;
}
