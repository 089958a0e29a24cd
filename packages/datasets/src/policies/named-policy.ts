import { DatasetError } from '../internals/dataset-error.ts';
import type { ActionPolicy, FeatureRule } from './action-policy.ts';
import { wordLookup } from '../tables/word-lookup.ts';
import { policyTargets, type PolicyScope, type PolicyTarget } from './policy-target.ts';

/**
 * A policy with every level called by its name: where the file's own code of a level stands in `to`, `forbidden` or
 * `moves`, its name takes the place, and the meaning that of a special code in `obtainable` and `moves`. All else stays as
 * it is, what nobody knows too.
 *
 * @param scope A feature space, or a data set.
 * @throws DatasetError for a word that is the code of one level and the name of another.
 */
export function namedPolicy(policy: ActionPolicy, scope: PolicyScope): ActionPolicy {
  const targets = new Map(policyTargets(scope).map((target) => [target.name, target]));
  const features = Object.entries(policy.features).map(([name, rule]): [string, FeatureRule] => {
    const target = targets.get(name);
    return [
      name,
      target === undefined ? rule : namedRule(rule, target, `policy "${policy.name}", feature "${name}"`),
    ];
  });
  return { ...policy, features: Object.fromEntries(features) };
}

/** {@link namedPolicy} of one rule. */
export function namedRule<Rule extends Pick<FeatureRule, 'to' | 'forbidden' | 'moves' | 'obtainable'>>(
  rule: Rule,
  { levels, codes = {}, special = {} }: Pick<PolicyTarget, 'levels' | 'codes' | 'special'>,
  where: string,
): Rule {
  const meaningOf = wordLookup(new Map(Object.entries(special)));
  const nameOf = (word: string): string => {
    if (!Object.hasOwn(codes, word)) return word;
    const name = codes[word]!;
    if (name === word || !levels.includes(word)) return name;
    throw new DatasetError(
      `checkPolicy: ${where}: "${word}" is the code of "${name}" and the name of another level. Rename one under labels.`,
    );
  };
  const { to, forbidden, moves, obtainable } = rule;
  const byOrigin: Record<string, readonly string[]> = {};
  for (const [from, targets] of Object.entries(moves ?? {})) {
    const named = nameOf(from);
    const origin = levels.includes(named) ? named : (meaningOf(from) ?? named);
    const before = Object.hasOwn(byOrigin, origin) ? byOrigin[origin]! : [];
    byOrigin[origin] = [...new Set([...before, ...targets.map(nameOf)])];
  }
  return {
    ...rule,
    ...(to && { to: to.map(nameOf) }),
    ...(forbidden && { forbidden: forbidden.map(nameOf) }),
    ...(moves && { moves: byOrigin }),
    ...(obtainable && { obtainable: [...new Set(obtainable.map((word) => meaningOf(word) ?? word))] }),
  };
}
