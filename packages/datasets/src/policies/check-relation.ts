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
  /** What binds beside it. */
  readonly others: readonly ActionRelation[];
  /** The policy, for error messages. */
  readonly where: string;
}

/**
 * Holds a relation against the features it names, with the rules that go with it.
 *
 * @throws DatasetError for a feature that is unknown, has no order where one is needed, may be obtained where values before
 *   and after are compared, may not change in the way the relation is about, or moves by itself with another.
 */
export function checkRelation(
  relation: ActionRelation,
  { targets, dropped, rules, others, where }: RelationContext,
): void {
  const fail = (problem: string, remedy: string): never => {
    throw new DatasetError(`checkPolicy: ${where}: relation ${relation.kind}: ${problem} ${remedy}`);
  };
  const known = (name: string): Related => {
    const target = targets.find((one) => one.name === name);
    if (target === undefined && Object.hasOwn(dropped, name)) {
      return fail(`"${name}" has no column. ${dropped[name]}`, 'Remove the relation.');
    }
    if (target === undefined) {
      const names = targets.map((one) => one.name);
      return fail(`no feature "${name}"`, unknownName(name, names));
    }
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    return {
      kind: target.kind,
      immutable: rule?.immutable ?? target.immutable,
      direction: rule?.direction ?? target.direction,
      obtainable: rule?.obtainable ?? target.obtainable ?? [],
    };
  };
  const names = relatedFeatures(relation);
  const [first, second] = names as readonly [string, string];
  if (names.length === 2 && first === second) fail(`both sides are "${first}".`, 'Name two features.');
  const all = names.map(known);
  checkMoved(relation, others, fail);
  if (relation.kind === 'subset-limit') {
    const some = names.filter((_, index) => !all[index]!.immutable);
    if (some.length <= relation.atMost) {
      fail(
        `only ${some.length} of its features may change, and it permits ${relation.atMost}.`,
        'Remove the relation, lower atMost, or let more of them change.',
      );
    }
    return;
  }
  const unordered = names.find((_, index) => all[index]!.kind === 'categorical');
  if (unordered !== undefined) {
    fail(
      `"${unordered}" has categories, which neither rise nor are at most something.`,
      'Name a numeric or ordinal one.',
    );
  }
  const obtained = names.find((_, index) => all[index]!.obtainable.length > 0);
  if (obtained !== undefined) {
    fail(
      `"${obtained}" is obtainable, and who obtains it has no value before that a relation could compare with.`,
      'Remove the relation, or obtainable.',
    );
  }
  if (relation.kind === 'moves-with') {
    checkConsequence(relation, all as [Related, Related], fail);
    return;
  }
  if (relation.kind !== 'rises-only-with') {
    if (all.some(({ immutable }) => !immutable)) return;
    const none = `none of ${names.map((name) => `"${name}"`).join(', ')}`;
    fail(
      `${relation.kind === 'at-most' ? `neither "${first}" nor "${second}"` : none} may change.`,
      'Remove the relation, or let one change.',
    );
  }
  names.forEach((name, index) => {
    const { immutable, direction } = all[index]!;
    if (!immutable && direction !== 'decrease') return;
    fail(
      `"${name}" can never rise, since it ${immutable ? 'is immutable' : 'may only decrease'}.`,
      'Remove the relation, or let it rise.',
    );
  });
}

/** What moves by itself moves with one feature, which people change, and no other relation is about it. */
function checkMoved(
  relation: ActionRelation,
  others: readonly ActionRelation[],
  fail: (problem: string, remedy: string) => never,
): void {
  const moves = (name: string) => others.some((one) => one.kind === 'moves-with' && one.feature === name);
  if (relation.kind !== 'moves-with') {
    const moved = relatedFeatures(relation).find(moves);
    if (moved === undefined) return;
    fail(
      `"${moved}" moves by itself with something else, and has no other relation.`,
      'Remove one of the two.',
    );
  } else if (moves(relation.feature)) {
    fail(`"${relation.feature}" moves with something else too.`, 'Keep one.');
  } else if (moves(relation.with)) {
    fail(`"${relation.with}" moves with something itself.`, 'Name what people change.');
  } else if (others.some((one) => relatedFeatures(one).includes(relation.feature))) {
    fail(
      `"${relation.feature}" moves by itself, and another relation is about it.`,
      'Remove one of the two.',
    );
  }
}

/** What is known of a feature that a relation is about. */
type Related = Pick<PolicyTarget, 'kind' | 'immutable' | 'direction'> & {
  readonly obtainable: readonly string[];
};

function checkConsequence(
  { feature, with: cause, when }: Extract<ActionRelation, { readonly kind: 'moves-with' }>,
  [moved, source]: readonly [Related, Related],
  fail: (problem: string, remedy: string) => never,
): void {
  if (moved.kind !== 'numeric') fail(`"${feature}" has levels.`, 'Let a numeric feature move.');
  const never = when !== undefined && source.direction === (when === 'rises' ? 'decrease' : 'increase');
  if (!source.immutable && !never) return;
  const why = source.immutable ? 'is immutable' : `may only ${source.direction}`;
  const what = when === undefined ? 'change' : when === 'rises' ? 'rise' : 'fall';
  fail(`"${cause}" can never ${what}, since it ${why}.`, 'Remove the relation, or let it change.');
}
