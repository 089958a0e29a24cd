import type { ActionPolicy, FeatureRule } from '@cfq/datasets';

import { RecourseError } from '../recourse-error.ts';
import { shown } from './action-fields.ts';
import { didYouMean } from './nearest-name.ts';

type Check = readonly [expected: string, fits: (value: unknown) => boolean];

const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
const isPositive = (value: unknown) => isNumber(value) && (value as number) > 0;
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isWords = (value: unknown) => Array.isArray(value) && value.every((word) => typeof word === 'string');
const anything: Check = ['anything', () => true];

const policyFields: Readonly<Record<keyof Required<ActionPolicy>, Check>> = {
  name: ['a string', (value) => typeof value === 'string'],
  description: ['a string', (value) => typeof value === 'string'],
  sparsity: ['an integer ≥ 0', (value) => Number.isInteger(value) && (value as number) >= 0],
  features: ['rules by feature name', (value) => isRecord(value) && Object.values(value).every(isRecord)],
  relations: ['a list', Array.isArray],
};

const ruleFields: Readonly<Record<keyof Required<FeatureRule>, Check>> = {
  reason: ['a string', (value) => typeof value === 'string'],
  immutable: ['true or false', (value) => typeof value === 'boolean'],
  direction: [
    "'any', 'increase' or 'decrease'",
    (value) => ['any', 'increase', 'decrease'].includes(value as string),
  ],
  bounds: [
    '[lowest, highest], numbers in order or null, raw units',
    (value) =>
      Array.isArray(value) &&
      value.length === 2 &&
      value.every((end) => end === null || isNumber(end)) &&
      (value[0] === null || value[1] === null || value[0] <= value[1]),
  ],
  step: ['a number > 0', isPositive],
  // `actionSet` looks inside.
  maxChange: anything,
  to: ['a list of names', isWords],
  forbidden: ['a list of names', isWords],
  moves: ['lists of names by name', (value) => isRecord(value) && Object.values(value).every(isWords)],
  costWeight: ['a number > 0', isPositive],
};

function check(what: string, given: object, fields: Readonly<Record<string, Check>>): void {
  const known = Object.keys(fields);
  for (const [key, value] of Object.entries(given) as [string, unknown][]) {
    const fail = (rule: string, expected: string, got: string, remedy: string): never => {
      throw new RecourseError(
        `actionSetFromFeatureSpace: ${rule} (expected ${expected}, got ${got}). ${remedy}`,
      );
    };
    if (!known.includes(key))
      fail(`keys of ${what} are known`, known.join(', '), key, didYouMean(key, known, 'Remove it.'));
    const [expected, fits] = fields[key]!;
    if (value !== undefined && !fits(value)) fail(`${key} of ${what}`, expected, shown(value), 'Correct it.');
  }
}

/**
 * Checks keys and types of an action policy that did not come from `@cfq/datasets`.
 *
 * @throws RecourseError naming the feature and the key, and the nearest key that is known.
 */
export function checkPolicyFields(policy: Partial<ActionPolicy> | undefined): void {
  if (policy === undefined) return;
  check('the policy', policy, policyFields);
  for (const [name, rule] of Object.entries(policy.features ?? {})) {
    check(`feature '${name}'`, rule, ruleFields);
  }
}
