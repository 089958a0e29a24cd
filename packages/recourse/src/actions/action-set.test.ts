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
  it('returns a consistent definition unchanged', () => {
    const definition = { width: 5, sparsity: 2, features: [income, job, school] };
    expect(actionSet(definition)).toBe(definition);
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
