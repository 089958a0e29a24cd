import { DatasetError } from '../internals/dataset-error.ts';
import type { ActionRelation, FeatureRule } from './action-policy.ts';
import { relatedFeatures } from './related-features.ts';
import { unknownName } from './unknown-name.ts';
import type { PolicyTarget } from './policy-target.ts';

export interface RelationContext {
  readonly targets: readonly PolicyTarget[];
  /** Why features are none of the targets, by name. */
  readonly dropped: Readonly<Record<string, string>>;
  /** The policy's rules. */
  readonly rules: Readonly<Record<string, FeatureRule>>;
  /** The policy, for error messages. */
  readonly where: string;
}

/**
 * Holds a relation against the features it names, with the rules that go with it.
 *
 * @throws DatasetError for a feature that is unknown, has no order, or may not change in the way the relation is about.
 */
export function checkRelation(
  relation: ActionRelation,
  { targets, dropped, rules, where }: RelationContext,
): void {
  const fail = (problem: string, remedy: string): never => {
    throw new DatasetError(`checkPolicy: ${where}: relation ${relation.kind}: ${problem} ${remedy}`);
  };
  const ordered = (name: string) => {
    const known = targets.map((target) => target.name);
    const target = targets.find((one) => one.name === name);
    if (target === undefined && Object.hasOwn(dropped, name)) {
      return fail(`"${name}" has no column. ${dropped[name]}`, 'Remove the relation.');
    }
    if (target === undefined) {
      return fail(`no feature "${name}"`, unknownName(name, known));
    }
    if (target.kind === 'categorical') {
      fail(
        `"${name}" has categories, which neither rise nor are at most something.`,
        'Name a numeric or ordinal one.',
      );
    }
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    return {
      immutable: rule?.immutable ?? target.immutable,
      direction: rule?.direction ?? target.direction,
    };
  };
  const [first, second] = relatedFeatures(relation);
  if (first === second) fail(`both sides are "${first}".`, 'Name two features.');
  const [one, other] = [ordered(first), ordered(second)];
  if (relation.kind === 'at-most') {
    if (one.immutable && other.immutable) {
      fail(`neither "${first}" nor "${second}" may change.`, 'Remove the relation, or let one change.');
    }
    return;
  }
  for (const [name, { immutable, direction }] of [
    [first, one],
    [second, other],
  ] as const) {
    if (immutable || direction === 'decrease') {
      fail(
        `"${name}" can never rise, since it ${immutable ? 'is immutable' : 'may only decrease'}.`,
        'Remove the relation, or let it rise.',
      );
    }
  }
}
