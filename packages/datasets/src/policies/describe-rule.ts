import type { FeatureSpec } from '../dataset/feature-spec.ts';
import type { FeatureRule } from './action-policy.ts';

/**
 * What an action may do to a feature, in words and raw units, a phrase to follow "an action may": `lower it, by at most
 * 50 %`. Where the rule says nothing, the feature's own column does.
 */
export function describeRule(
  spec: Pick<FeatureSpec, 'kind' | 'immutable' | 'direction' | 'values' | 'rule'>,
  rule: FeatureRule = {},
): string {
  const {
    immutable = spec.immutable,
    direction = spec.direction,
    bounds,
    step,
    maxChange,
    costWeight,
  } = rule;
  if (immutable) return 'not change it';
  const { to, forbidden, moves } = { ...spec.rule, ...rule };
  const [lowest, highest] = bounds ?? [null, null];
  const change = maxChange ?? spec.rule?.maxChange;
  const parts =
    spec.kind === 'categorical' || moves !== undefined
      ? [moves === undefined ? 'change it' : describeMoves(moves)]
      : [{ any: 'raise or lower it', increase: 'raise it', decrease: 'lower it' }[direction]];
  if (change?.amount !== undefined) parts.push(`by at most ${change.amount}${unitOf(spec, change.amount)}`);
  if (change?.percent !== undefined) parts.push(`by at most ${change.percent} %`);
  if (lowest !== null) parts.push(`to no less than ${lowest}`);
  if (highest !== null) parts.push(`to no more than ${highest}`);
  if (step !== undefined) parts.push(`in steps of ${step}`);
  if (to !== undefined) parts.push(`only to ${quoted(to)}`);
  if (forbidden !== undefined) parts.push(`not to ${quoted(forbidden)}`);
  const obtainable = rule.obtainable ?? spec.rule?.obtainable ?? [];
  if (obtainable.length > 0) parts.push(`and obtain it where it is ${quoted(obtainable)}`);
  const weight = costWeight ?? spec.rule?.costWeight;
  const time = rule.time ?? spec.rule?.time;
  if (time?.fixed !== undefined) parts.push(`which takes ${time.fixed}`);
  if (time?.perUnit !== undefined) parts.push(`which takes ${time.perUnit} a unit`);
  if (weight !== undefined) parts.push(`at ${weight} times the cost`);
  return parts.join(', ');
}

/** `" level"` where the numbers of the levels follow each other, so that a difference counts levels. */
function unitOf({ kind, values = [] }: Pick<FeatureSpec, 'kind' | 'values'>, amount: number): string {
  const counts = kind === 'ordinal' && values.every((value, index) => value === values[0]! + index);
  return counts ? ` level${amount === 1 ? '' : 's'}` : '';
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(' or ');
}

/** Moves from categories, those that lead to the same ones together. */
function describeMoves(moves: Readonly<Record<string, readonly string[]>>): string {
  const froms = new Map<string, string[]>();
  for (const [from, targets] of Object.entries(moves)) {
    if (targets.length === 0) continue;
    const to = quoted(targets);
    froms.set(to, [...(froms.get(to) ?? []), from]);
  }
  return [...froms].map(([to, from]) => `${quoted(from)} → ${to}`).join('; ') || 'not change it';
}
