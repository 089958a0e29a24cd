import { expect, it } from 'vitest';
import type { FeatureRule } from './action-policy.ts';
import { describeRule } from './describe-rule.ts';

const numeric = { kind: 'numeric', immutable: false, direction: 'any' } as const;
const ordinal = { kind: 'ordinal', immutable: false, direction: 'any' } as const;
const categorical = { kind: 'categorical', immutable: false, direction: 'any' } as const;

it.each<[string, Parameters<typeof describeRule>[0], FeatureRule?]>([
  ['raise or lower it', numeric],
  ['not change it', { ...numeric, immutable: true }],
  ['not change it', numeric, { immutable: true }],
  ['raise it', { ...numeric, immutable: true }, { immutable: false, direction: 'increase' }],
  [
    'lower it, by at most 5, by at most 50 %, to no less than 1, to no more than 9, in steps of 2, at 3 times the cost',
    numeric,
    {
      ...{
        direction: 'decrease',
        maxChange: { amount: 5, percent: 50 },
        bounds: [1, 9],
        step: 2,
        costWeight: 3,
      },
    },
  ],
  ['raise or lower it, to no more than 9', numeric, { bounds: [null, 9] }],
  [
    'raise it, and obtain it where it is "no record" or "(missing)", at 2 times the cost',
    { ...numeric, rule: { obtainable: ['no record', '(missing)'] } },
    { direction: 'increase', costWeight: 2 },
  ],
  ['raise or lower it', { ...numeric, rule: { obtainable: ['no record'] } }, { obtainable: [] }],
  ['raise or lower it, by at most 7', { ...numeric, rule: { maxChange: { amount: 7 } } }],
  ['raise it, by at most 1 level', ordinal, { direction: 'increase', maxChange: { amount: 1 } }],
  ['raise or lower it, by at most 2 levels', { ...ordinal, values: [3, 4, 5] }, { maxChange: { amount: 2 } }],
  ['raise or lower it, by at most 2', { ...ordinal, values: [0, 2, 10] }, { maxChange: { amount: 2 } }],
  ['"a" → "b"', ordinal, { moves: { a: ['b'] } }],
  ['change it', categorical],
  ['change it, only to "a" or "b"', categorical, { to: ['a', 'b'] }],
  ['change it, not to "c"', { ...categorical, rule: { forbidden: ['c'] } }],
  [
    '"a" or "b" → "c"; "c" → "a" or "b"',
    categorical,
    { moves: { a: ['c'], b: ['c'], c: ['a', 'b'], d: [] } },
  ],
  ['not change it', categorical, { moves: {} }],
])('says "%s"', (words, spec, rule) => {
  expect(describeRule(spec, rule)).toBe(words);
});
