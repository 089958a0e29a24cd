import { describe, expect, it } from 'vitest';

import { actionSet, type ActionFeature } from './action-set.ts';
import { RecourseError } from '../recourse-error.ts';

const income: ActionFeature = {
  name: 'income',
  kind: 'numeric',
  start: 0,
  width: 1,
  lower: -1,
  upper: 1,
  immutable: false,
  direction: 'any',
};
const job: ActionFeature = { ...income, name: 'job', kind: 'categorical', start: 1, width: 3 };
const school: ActionFeature = { ...income, name: 'school', kind: 'ordinal', start: 4, values: [0, 1] };

describe('actionSet', () => {
  it('keeps what is stated', () => {
    const definition = { width: 5, sparsity: 2, features: [income, job, school] };
    expect(actionSet(definition)).toEqual(definition);
  });

  it('fills in the rest: features in a row, free to change, all of them at once', () => {
    const found = actionSet({
      features: [
        { name: 'income', kind: 'numeric' },
        { name: 'job', kind: 'categorical', categories: ['none', 'clerk', 'manager'] },
        { name: 'age', kind: 'numeric', immutable: true },
        { name: 'school', kind: 'ordinal', values: [0, 1], start: 6, direction: 'increase' },
        { name: 'debts', kind: 'numeric', upper: undefined, lower: -2 },
      ],
    });
    expect([found.width, found.sparsity]).toEqual([8, 4]);
    expect(found.features.map(({ start, width }) => [start, width])).toEqual([
      [0, 1],
      [1, 3],
      [4, 1],
      [6, 1],
      [7, 1],
    ]);
    expect(found.features[0]).toEqual({
      ...{ name: 'income', kind: 'numeric', start: 0, width: 1, immutable: false, direction: 'any' },
      ...{ lower: -Infinity, upper: Infinity },
    });
    expect(found.features[4]).toMatchObject({ lower: -2, upper: Infinity });
    expect(actionSet(found)).toEqual(found);
  });

  it.each([
    ['overlapping columns', { ...job, start: 0 }, /own columns.*income/],
    ['columns outside the row', { ...job, start: 3 }, /inside the row.*0…4/],
    ['a repeated name', { ...job, name: 'income' }, /unique/],
    ['bounds out of order', { ...school, lower: 2 }, /lower ≤ upper/],
    ['NaN bounds', { ...school, upper: NaN }, /upper of feature 'school'.*a number, got NaN/],
    ['an ordinal without values', { ...school, values: [] }, /permitted values/],
    ['ordinal values out of order', { ...school, values: [1, 0] }, /ascending/],
    ['a value list on a numeric feature', { ...school, kind: 'numeric' }, /takes no list/],
    ['a direction on a group', { ...job, direction: 'increase' }, /no order/],
    ['a group of one', { ...job, width: 1 }, /two categories/],
    ['a group without categories', { name: 'job', kind: 'categorical' }, /List its categories/],
    ['a field that is none', { ...job, reachable: [1] }, /keys of feature 'job' are known.*got reachable/],
    ['a wrong number of category names', { ...job, categories: ['a'] }, /one category a column/],
    ['a target that is no category', { ...job, targets: [0, 3] }, /0…2/],
    ['a reach of nothing', { ...school, maxFractionToBound: 0 }, /a share of the way.*in \(0, 1\]/],
    ['a reach beyond the bound', { ...school, maxFractionToBound: 1.5 }, /a share of the way/],
    ['a reach of a group', { ...job, maxFractionToBound: 0.5 }, /no way to go/],
    [
      'an unknown kind',
      { ...job, kind: 'text' },
      /kind of feature 'job'.*'numeric', 'ordinal', 'categorical', got "text"/,
    ],
    ['an unknown direction', { ...school, direction: 'up' }, /direction of feature 'school'.*got "up"/],
  ])('refuses %s', (_, feature, message) => {
    const features = [income, feature as ActionFeature];
    expect(() => actionSet({ width: 5, sparsity: 1, features })).toThrow(RecourseError);
    expect(() => actionSet({ width: 5, sparsity: 1, features })).toThrow(message);
  });

  it.each([-1, 1.5, NaN])('refuses a sparsity of %s', (sparsity) => {
    expect(() => actionSet({ width: 5, sparsity, features: [] })).toThrow(
      /sparsity of the action set .*an integer ≥ 0/,
    );
  });

  it('reads what JSON holds, with null where a bound is infinite', () => {
    const set = actionSet({ features: [{ name: 'income', kind: 'numeric', lower: -1 }] });
    const read = JSON.parse(JSON.stringify(set)) as typeof set;
    expect(read.features[0]!.upper).toBeNull();
    expect(actionSet(read)).toEqual(set);
  });

  it.each<[string, object, RegExp]>([
    ['a misspelt key', { imutable: true }, /got imutable\)\. Did you mean 'immutable'\?/],
    ['a key in another spelling', { max_change: { amount: 1 } }, /Did you mean 'maxChange'/],
    ['a key like nothing known', { colour: 'red' }, /got colour\)\. Remove it/],
    ['a word for a truth', { immutable: 'yes' }, /immutable of feature 'age'.*true or false, got "yes"/],
    ['a truth as a number', { immutable: 1 }, /true or false, got 1/],
    ['null for a truth', { immutable: null }, /true or false, got null/],
    ['a bound in quotes', { lower: '3' }, /lower of feature 'age'.*a number, got "3"/],
    ['no place', { start: NaN }, /start of feature 'age'.*an integer ≥ 0, got NaN/],
    ['a place in quotes', { start: '0' }, /start of feature 'age'/],
    ['no name', { name: undefined }, /feature 0 has its name/],
    ['an empty name', { name: '' }, /name of feature 0/],
    ['no kind', { kind: undefined }, /feature 'age' has its kind/],
    ['a cap of nothing', { maxChange: {} }, /maxChange of feature 'age'/],
    ['a cap below 0', { maxChange: { percent: -10 } }, /maxChange of feature 'age'/],
    ['a cap with a key of its own', { maxChange: { amout: 3 } }, /maxChange of feature 'age'/],
    ['a grid without a step', { grid: { offset: 0, scale: 1 } }, /grid of feature 'age'/],
    ['a grid of no length', { grid: { step: 0, offset: 0, scale: 1 } }, /grid of feature 'age'/],
    [
      'units beside another grid',
      { units: { offset: 1, scale: 1 }, grid: { step: 1, offset: 0, scale: 1 } },
      /agree/,
    ],
    ['an absent column outside', { absentColumns: [4] }, /absentColumns of feature 'age' lie in the row/],
    ['moves of a number', { moves: [[0]] }, /no moves/],
  ])('refuses %s in a feature', (_, change, message) => {
    const age = { name: 'age', kind: 'numeric' as const, ...change };
    expect(() => actionSet({ features: [age] })).toThrow(RecourseError);
    expect(() => actionSet({ features: [age] })).toThrow(message);
  });

  it.each<[string, object, RegExp]>([
    ['a misspelt key', { sparcity: 1 }, /Did you mean 'sparsity'/],
    ['a width in quotes', { width: '3' }, /width of the action set/],
    ['features that are no list', { features: { age: {} } }, /features of the action set/],
    ['a feature that is a word', { features: ['age'] }, /features of the action set/],
    ['no features', { features: undefined }, /has its features/],
    ['a weight of 0', { weights: { age: 0 } }, /weights of the action set/],
    ['a weight of nobody', { weights: { agee: 2 } }, /Did you mean 'age'/],
    ['an unknown relation', { relations: [{ kind: 'at_most' }] }, /Did you mean 'at-most'/],
    [
      'a relation to a stranger',
      { relations: [{ kind: 'at-most', lower: 'age', upper: 'seniorty' }] },
      /'upper' of relation 0 .*got seniorty\)\. Did you mean 'seniority'/,
    ],
    [
      'a relation to itself',
      { relations: [{ kind: 'rises-only-with', feature: 'age', with: 'age' }] },
      /two different ones/,
    ],
    [
      'a sum with a stranger',
      { relations: [{ kind: 'linear', terms: { age: 1, seniorty: -1 }, atMost: 0 }] },
      /'terms' of relation 0 .*Did you mean 'seniority'/,
    ],
    ['a sum of one', { relations: [{ kind: 'linear', terms: { age: 1 }, atMost: 0 }] }, /Use bounds for one/],
    [
      'a coefficient of 0',
      { relations: [{ kind: 'linear', terms: { age: 1, seniority: 0 }, atMost: 0 }] },
      /coefficient of 'seniority' .*got 0/,
    ],
    [
      'a sum without an end',
      { relations: [{ kind: 'linear', terms: { age: 1, seniority: 1 } }] },
      /'atMost' of relation 0/,
    ],
    [
      'a consequence of a stranger',
      { relations: [{ kind: 'moves-with', feature: 'age', with: 'seniorty', factor: 1 }] },
      /'with' of relation 0 .*Did you mean 'seniority'/,
    ],
    [
      'a consequence of nothing',
      { relations: [{ kind: 'moves-with', feature: 'age', with: 'seniority', factor: 0 }] },
      /'factor' of relation 0/,
    ],
    [
      'a consequence of a consequence',
      {
        relations: [
          { kind: 'moves-with', feature: 'age', with: 'seniority', factor: 1 },
          { kind: 'moves-with', feature: 'seniority', with: 'age', factor: 1 },
        ],
      },
      /'with' of relation 0 .*a feature that people change/,
    ],
    [
      'a consequence in another relation',
      {
        relations: [
          { kind: 'at-most', lower: 'age', upper: 'seniority' },
          { kind: 'moves-with', feature: 'age', with: 'seniority', factor: 1 },
        ],
      },
      /Something that moves with another has no other relation/,
    ],
    [
      'a subset with a feature twice',
      { relations: [{ kind: 'subset-limit', features: ['age', 'age', 'seniority'], atMost: 1 }] },
      /each once, got age/,
    ],
    [
      'a subset that is not limited',
      { relations: [{ kind: 'subset-limit', features: ['age', 'seniority'], atMost: 2 }] },
      /an integer from 1 to 1, got 2/,
    ],
  ])('refuses %s in a set', (_, change, message) => {
    const features = [
      { name: 'age', kind: 'numeric' as const },
      { name: 'seniority', kind: 'numeric' as const },
    ];
    expect(() => actionSet({ features, ...change })).toThrow(message);
  });
});
