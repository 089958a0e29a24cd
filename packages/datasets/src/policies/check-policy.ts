import { DatasetError } from '../internals/dataset-error.ts';
import { checkDocument } from '../yaml/check-document.ts';
import type { ActionPolicy } from './action-policy.ts';
import { checkRelation } from './check-relation.ts';
import { checkRule } from './check-rule.ts';
import { policySchema } from './policy-schema.ts';
import { unknownName } from './unknown-name.ts';
import { droppedTargets, policyTargets, type PolicyScope } from './policy-target.ts';

/**
 * Holds an action policy against a data set, so that a mistake is known before anything runs.
 *
 * @param scope A feature space, or a data set.
 * @throws DatasetError for an unknown key, a feature or category that does not exist, naming those that do, a field that
 *   the feature's kind does not have, and rules that contradict each other or the data set's columns.
 */
export function checkPolicy(policy: ActionPolicy, scope: PolicyScope): void {
  const where = `policy "${policy.name}"`;
  checkDocument(policySchema(), policy, { caller: 'checkPolicy', file: where, noun: 'policy' });
  const targets = policyTargets(scope);
  const known = targets.map(({ name }) => name);
  const dropped = droppedTargets(scope);
  for (const [name, rule] of Object.entries(policy.features)) {
    const target = targets.find((one) => one.name === name);
    if (target === undefined && Object.hasOwn(dropped, name)) continue;
    if (target === undefined) {
      throw new DatasetError(`checkPolicy: ${where}: no feature "${name}" ${unknownName(name, known)}`);
    }
    checkRule(rule, target, `${where}, feature "${name}"`);
  }
  for (const relation of policy.relations ?? []) {
    checkRelation(relation, { targets, dropped, rules: policy.features, where });
  }
}
