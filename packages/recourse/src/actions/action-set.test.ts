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
    ['NaN bounds', { ...school, upper: NaN }, /lower ≤ upper/],
    ['an ordinal without values', { ...school, values: [] }, /permitted values/],
    ['ordinal values out of order', { ...school, values: [1, 0] }, /ascending/],
    ['a value list on a numeric feature', { ...school, kind: 'numeric' }, /takes no list/],
    ['a direction on a group', { ...job, direction: 'increase' }, /no order/],
    ['a group of one', { ...job, width: 1 }, /two categories/],
    ['a group without categories', { name: 'job', kind: 'categorical' }, /List its categories/],
    ['a field that is none', { ...job, reachable: [1] }, /fields of feature 'job' are known.*got reachable/],
    ['a wrong number of category names', { ...job, categories: ['a'] }, /one category a column/],
    ['a target that is no category', { ...job, targets: [0, 3] }, /0…2/],
    ['a reach of nothing', { ...school, maxFractionToBound: 0 }, /a share of the way.*in \(0, 1\]/],
    ['a reach beyond the bound', { ...school, maxFractionToBound: 1.5 }, /a share of the way/],
    ['a reach of a group', { ...job, maxFractionToBound: 0.5 }, /no way to go/],
    ['an unknown kind', { ...job, kind: 'text' }, /has a kind/],
    ['an unknown direction', { ...school, direction: 'up' }, /has a direction/],
  ])('refuses %s', (_, feature, message) => {
    const features = [income, feature as ActionFeature];
    expect(() => actionSet({ width: 5, sparsity: 1, features })).toThrow(RecourseError);
    expect(() => actionSet({ width: 5, sparsity: 1, features })).toThrow(message);
  });

  it.each([-1, 1.5, NaN])('refuses a sparsity of %s', (sparsity) => {
    expect(() => actionSet({ width: 5, sparsity, features: [] })).toThrow(/sparsity is a count/);
  });
});
