import { stepRange } from '../encoding/steps/step-range.ts';
import type { FeatureKind } from '../encoding/feature-space.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import { missingLabel } from '../tables/missing-label.ts';
import type { FeatureRule } from './action-policy.ts';
import { namedRule } from './named-policy.ts';
import { unknownName } from './unknown-name.ts';
import type { PolicyTarget } from './policy-target.ts';

/** Which kinds of feature have each field of a rule; the rest belong to all. */
const kindsOf: { readonly [Field in keyof FeatureRule]?: readonly FeatureKind[] } = {
  direction: ['numeric', 'ordinal'],
  bounds: ['numeric', 'ordinal'],
  step: ['numeric'],
  maxChange: ['numeric', 'ordinal'],
  to: ['ordinal', 'categorical'],
  forbidden: ['ordinal', 'categorical'],
  moves: ['ordinal', 'categorical'],
};

/**
 * Holds one rule against its feature.
 *
 * @param where The policy and the feature, for error messages.
 * @throws DatasetError for a field that the feature's kind does not have, a category or a code it does not know, bounds or
 *   lists that leave nothing to move to or to obtain, or a rule about the change of a feature that may not change.
 */
export function checkRule(rule: FeatureRule, target: PolicyTarget, where: string): void {
  const fail = (problem: string, remedy: string): never => {
    throw new DatasetError(`checkPolicy: ${where}: ${problem}. ${remedy}`);
  };
  const fields = (Object.keys(rule) as (keyof FeatureRule)[]).filter((field) => rule[field] !== undefined);
  for (const field of fields) {
    const kinds = kindsOf[field];
    if (kinds?.includes(target.kind) === false) {
      fail(`${target.kind} features have no ${field} (expected on ${kinds.join(' or ')} ones)`, 'Remove it.');
    }
  }
  const changing = fields.find((field) => field !== 'immutable' && field !== 'reason');
  if (changing !== undefined && (rule.immutable ?? target.immutable)) {
    fail(
      `${changing} says how it may change, but ${rule.immutable ? 'the rule' : 'the data set'} makes it immutable`,
      rule.immutable ? 'Remove one of the two.' : 'Say immutable: false as well, or remove it.',
    );
  }
  checkNumbers(rule, target, fail);
  const named = namedRule(rule, target, where);
  checkAbsences(named, target, where, fail);
  checkNames(named, target, where, fail);
}

type Fail = (problem: string, remedy: string) => never;

function checkNumbers(
  { bounds, step, maxChange, time }: FeatureRule,
  target: PolicyTarget,
  fail: Fail,
): void {
  if (maxChange?.percent !== undefined && target.kind !== 'numeric') {
    fail(`${target.kind} levels have no percentage (maxChange.percent)`, 'Give an amount.');
  }
  if (time?.perUnit !== undefined && target.kind === 'categorical') {
    fail('categories have no units of change (time.perUnit)', 'Give a fixed time.');
  }
  const [ownLowest, ownHighest] = target.bounds ?? [-Infinity, Infinity];
  const lowest = bounds?.[0] ?? ownLowest;
  const highest = bounds?.[1] ?? ownHighest;
  if (lowest > highest) {
    fail(
      `nothing lies between its lowest ${lowest} and its highest ${highest}`,
      'Correct the bounds (raw units).',
    );
  }
  if (step === undefined && bounds === undefined) return;
  const whole = step ?? target.step;
  if (whole === undefined) return;
  if (step !== undefined && target.step !== undefined) {
    const times = step / target.step;
    if (Math.abs(times - Math.round(times)) > 1e-9 * times) {
      fail(`values exist in steps of ${target.step} (got step ${step})`, 'Give a multiple of it.');
    }
  }
  const [first, last] = stepRange([lowest, highest], whole);
  if (first > last)
    fail(`no multiple of ${whole} lies between ${lowest} and ${highest}`, 'Widen the bounds.');
}

/** What people have in place of a value, by its meaning. */
function absencesOf({ special = {} }: PolicyTarget): string[] {
  return [...new Set([...Object.values(special), missingLabel])];
}

function checkAbsences(
  { obtainable = [], moves }: FeatureRule,
  target: PolicyTarget,
  where: string,
  fail: Fail,
): void {
  const known = absencesOf(target);
  for (const absence of obtainable) {
    if (!known.includes(absence)) {
      throw new DatasetError(
        `checkPolicy: ${where}: obtainable names "${absence}", which is no special code and no missing value ` +
          unknownName(absence, known, 'Declare it under special or missing, or remove it.'),
      );
    }
    if (moves !== undefined && (moves[absence] ?? []).length === 0) {
      fail(
        `"${absence}" is obtainable, but moves lead nowhere from it`,
        `Say under moves what may be obtained, or remove one of the two.`,
      );
    }
  }
}

function checkNames(
  { to, forbidden, moves, obtainable }: FeatureRule,
  { levels, obtainable: declared = [] }: PolicyTarget,
  where: string,
  fail: Fail,
): void {
  const known = (level: string, field: string): void => {
    if (levels.includes(level)) return;
    throw new DatasetError(`checkPolicy: ${where}: ${field} names "${level}" ${unknownName(level, levels)}`);
  };
  for (const level of to ?? []) known(level, 'to');
  for (const level of forbidden ?? []) known(level, 'forbidden');
  for (const [from, targets] of Object.entries(moves ?? {})) {
    if (!(obtainable ?? declared).includes(from)) known(from, 'moves');
    for (const level of targets) known(level, `moves from "${from}"`);
    if (targets.includes(from)) fail(`moves from "${from}" lead to itself`, 'Staying needs no rule.');
  }
  const barred = (level: string) => forbidden?.includes(level) === true || to?.includes(level) === false;
  const both = to?.find((level) => forbidden?.includes(level));
  if (both !== undefined) fail(`"${both}" stands under to and under forbidden`, 'Remove one.');
  const gone = Object.values(moves ?? {})
    .flat()
    .find(barred);
  if (gone !== undefined) fail(`moves lead to "${gone}", which to or forbidden rule out`, 'Remove one.');
  if (forbidden !== undefined && levels.every(barred)) {
    fail('every category is forbidden', 'To forbid every change, say immutable: true.');
  }
}
