import type { FeatureSpace } from '@cfq/datasets';
import { describe, expect, it } from 'vitest';

import { actionSetFromFeatureSpace } from './action-set-from-feature-space.ts';
import { RecourseError } from '../recourse-error.ts';

const number = { offset: 40, scale: 10, lower: -2, upper: 3, immutable: false, direction: 'any' } as const;
const space: FeatureSpace = {
  width: 6,
  sparsity: 2,
  features: [
    { name: 'age', kind: 'numeric', start: 0, width: 1, ...number, immutable: true },
    { name: 'hours', kind: 'numeric', start: 1, width: 1, ...number },
    {
      name: 'school',
      kind: 'ordinal',
      start: 2,
      width: 1,
      ...number,
      values: [-1, 0, 1],
      direction: 'increase',
    },
    {
      name: 'job',
      kind: 'categorical',
      start: 3,
      width: 3,
      ...number,
      categories: ['clerk', 'smith', '(missing)'],
      reachable: [true, true, false],
    },
  ],
};

describe('actionSetFromFeatureSpace', () => {
  it('takes over immutables, bounds, directions, values, reachable categories and sparsity', () => {
    const set = actionSetFromFeatureSpace(space);
    expect(set).toMatchObject({ width: 6, sparsity: 2 });
    expect(set.features.map(({ name, immutable }) => [name, immutable])).toEqual([
      ['age', true],
      ['hours', false],
      ['school', false],
      ['job', false],
    ]);
    expect(set.features[1]).toMatchObject({ lower: -2, upper: 3 });
    expect(set.features[2]).toMatchObject({ values: [-1, 0, 1], direction: 'increase' });
    expect(set.features[3]).toMatchObject({ targets: [0, 1], categories: ['clerk', 'smith', '(missing)'] });
  });

  it('applies overrides by feature name', () => {
    const set = actionSetFromFeatureSpace(space, {
      sparsity: 4,
      features: {
        age: { immutable: false, direction: 'increase' },
        hours: { upper: 1 },
        job: { forbidden: ['smith'] },
      },
    });
    expect(set.sparsity).toBe(4);
    expect(set.features[0]).toMatchObject({ immutable: false, direction: 'increase' });
    expect(set.features[1]).toMatchObject({ lower: -2, upper: 1 });
    expect(set.features[3]).toMatchObject({ targets: [0] });
  });

  it('refuses what it does not know, and says what it knows', () => {
    const attempt = (overrides: object) => () => actionSetFromFeatureSpace(space, overrides);
    expect(attempt({ features: { wage: {} } })).toThrow(/age, hours, school, job, got wage/);
    expect(attempt({ sparsty: 3 })).toThrow(/sparsity, features, got sparsty/);
    expect(attempt({ features: { hours: { max: 1 } } })).toThrow(RecourseError);
    expect(attempt({ features: { job: { forbidden: ['baker'] } } })).toThrow(/clerk, smith.*baker/);
    expect(attempt({ features: { job: { lower: 0 } } })).toThrow(/no bounds/);
    expect(attempt({ features: { hours: { forbidden: [] } } })).toThrow(/no categories/);
  });
});
