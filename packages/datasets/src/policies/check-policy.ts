import { DatasetError } from '../internals/dataset-error.ts';
import { checkDocument } from '../yaml/check-document.ts';
import type { PathStep } from '../yaml/document.ts';
import type { ActionPolicy } from './action-policy.ts';
import { checkRelation } from './check-relation.ts';
import { checkRule } from './check-rule.ts';
import { placesOf, type PlaceOf } from './policy-places.ts';
import { policySchema } from './policy-schema.ts';
import { relatedFeatures } from './related-features.ts';
import { unknownName } from './unknown-name.ts';
import { droppedTargets, policyTargets, type PolicyScope } from './policy-target.ts';

/**
 * Holds an action policy against a data set, so that a mistake is known before anything runs.
 *
 * @param scope A feature space, or a data set.
 * @param place Where a path of the policy stands, for error messages. Default: what `parseActionPolicy` knows of a policy
 *   that it read, else the policy's name alone.
 * @throws DatasetError for an unknown key, a feature or category that does not exist, naming those that do, a field that
 *   the feature's kind does not have, and rules that contradict each other or the data set's columns and relations.
 */
export function checkPolicy(
  policy: ActionPolicy,
  scope: PolicyScope,
  place: PlaceOf | undefined = placesOf(policy),
): void {
  const where = `policy "${policy.name}"`;
  const at = (path: readonly PathStep[]) => (place === undefined ? where : `${place(path)}, ${where}`);
  checkDocument(policySchema(), policy, { caller: 'checkPolicy', file: where, noun: 'policy' });
  const targets = policyTargets(scope);
  const known = targets.map(({ name }) => name);
  const dropped = droppedTargets(scope);
  for (const [name, rule] of Object.entries(policy.features)) {
    const target = targets.find((one) => one.name === name);
    if (target === undefined && Object.hasOwn(dropped, name)) continue;
    if (target === undefined) {
      throw new DatasetError(
        `checkPolicy: ${at(['features', name])}: no feature "${name}" ${unknownName(name, known)}`,
      );
    }
    checkRule(rule, target, `${at(['features', name])}, feature "${name}"`);
  }
  for (const relation of scope.relations ?? []) {
    if (relation.kind === 'subset-limit') continue;
    for (const name of relatedFeatures(relation)) {
      const { obtainable = [] } = Object.hasOwn(policy.features, name) ? policy.features[name]! : {};
      if (obtainable.length === 0) continue;
      throw new DatasetError(
        `checkPolicy: ${at(['features', name])}, feature "${name}": obtainable, but a relation ${relation.kind} of the data ` +
          'set is about it, and who obtains a value has none before that could be compared. Remove one of the two.',
      );
    }
  }
  const { relations = [] } = policy;
  relations.forEach((relation, index) => {
    const stands = at(['relations', index]);
    const others = [...(scope.relations ?? []), ...relations.toSpliced(index, 1)];
    checkRelation(relation, { targets, dropped, rules: policy.features, others, where: stands });
  });
}
