import { DatasetError, type FeatureRule, type FeatureSpace } from '@cfq/datasets';
import { describe, expect, it } from 'vitest';

import { actionSetFromFeatureSpace } from './action-set-from-feature-space.ts';

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
      labels: ['none', 'school', 'college'],
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

describe('plausibility', () => {
  const [near, far] = [
    { kind: 'distance', neighbours: 3, limit: 1 },
    { kind: 'local-outlier-factor', neighbours: 5, limit: 2 },
  ] as const;
  const rows = { data: new Float32Array(6 * 6), shape: [6, 6] };

  it('is that of the data, or that of the policy where it has one', () => {
    const told = { ...space, plausibility: near };
    expect(actionSetFromFeatureSpace(told, undefined, rows).plausibility).toEqual({ ...near, rows });
    expect(actionSetFromFeatureSpace(told, { features: {} }, rows).plausibility).toEqual({ ...near, rows });
    expect(actionSetFromFeatureSpace(told, { plausibility: far }, rows).plausibility).toEqual({
      ...far,
      rows,
    });
    expect(actionSetFromFeatureSpace(space, undefined, rows).plausibility).toBeUndefined();
  });

  it('of the data is refused where nobody is given to measure it by, never dropped', () => {
    expect(() => actionSetFromFeatureSpace({ ...space, plausibility: near })).toThrow(
      'plausibility is measured by approved people (expected rows [m, 6], got none)',
    );
  });
});

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

  it('takes the codes of the file for the levels that they stand for', () => {
    const coded: FeatureSpace = {
      ...space,
      features: space.features.map((feature) =>
        feature.kind === 'categorical' ? { ...feature, codes: { A1: 'clerk', A2: 'smith' } } : feature,
      ),
    };
    const chosen = (rule: FeatureRule) =>
      actionSetFromFeatureSpace(coded, { features: { job: rule } }).features[3];
    expect(chosen({ moves: { A1: ['A2'] }, forbidden: ['A1'] })).toEqual(
      chosen({ moves: { clerk: ['smith'] }, forbidden: ['clerk'] }),
    );
    expect(chosen({ to: ['A2'] })).toMatchObject({ targets: [1] });
    expect(() => chosen({ to: ['A3'] })).toThrow('to names "A3" (known: clerk, smith');
    const swapped = { ...coded.features[3]!, codes: { clerk: 'smith', smith: 'clerk' } };
    expect(() =>
      actionSetFromFeatureSpace(
        { ...space, features: [...space.features.slice(0, 3), swapped] },
        { features: { job: { to: ['clerk'] } } },
      ),
    ).toThrow('"clerk" is the code of "smith" and the name of another level');
  });

  it('takes over steps, columns of absent values, rules and relations of the data', () => {
    const [, hours, , job] = space.features;
    const relations = [{ kind: 'at-most', lower: 'age', upper: 'hours' }] as const;
    const set = actionSetFromFeatureSpace({
      ...space,
      relations,
      features: space.features.map((feature) => {
        if (feature === hours) {
          return {
            ...feature,
            step: 5,
            absentColumns: [5],
            rule: { maxChange: { percent: 10 }, costWeight: 2 },
          };
        }
        return feature === job ? { ...feature, rule: { moves: { clerk: ['smith'] } } } : feature;
      }),
    });
    expect(set.relations).toEqual(relations);
    expect(set.weights).toEqual({ hours: 2 });
    expect(set.features[1]).toMatchObject({
      grid: { step: 5, offset: 40, scale: 10 },
      absentColumns: [5],
      maxChange: { percent: 10 },
    });
    expect(set.features[3]).toMatchObject({ moves: [[1], [], []] });
  });

  it('reads a policy in raw units', () => {
    const set = actionSetFromFeatureSpace(space, {
      sparsity: 4,
      features: {
        age: { immutable: false, direction: 'increase', reason: 'time passes', maxChange: { amount: 5 } },
        hours: { bounds: [null, 50], step: 10, costWeight: 3 },
        school: { bounds: [40, null], forbidden: ['college'], maxChange: { amount: 10 } },
        job: { forbidden: ['smith'] },
      },
      relations: [{ kind: 'rises-only-with', feature: 'school', with: 'age' }],
    });
    expect(set.sparsity).toBe(4);
    expect(set.features[0]).toMatchObject({
      immutable: false,
      direction: 'increase',
      maxChange: { amount: 5 },
      units: { offset: 40, scale: 10 },
    });
    expect(set.features[1]).toMatchObject({ lower: -2, upper: 1, grid: { step: 10, offset: 40, scale: 10 } });
    expect(set.features[2]).toMatchObject({ lower: 0, upper: 3, targets: [0, 1], values: [-1, 0, 1] });
    expect(set.features[3]).toMatchObject({ targets: [0] });
    expect(set.weights).toEqual({ hours: 3 });
    expect(set.relations).toHaveLength(1);
  });

  it('reads bounds of an amount as amounts', () => {
    const amount = {
      ...space.features[1]!,
      name: 'amount',
      offset: 3271,
      scale: 2822,
      lower: -1.07,
      upper: 5.37,
    };
    const set = actionSetFromFeatureSpace(
      { ...space, features: [{ ...amount, step: 1 }] },
      { features: { amount: { bounds: [1000, 5000] } } },
    );
    const raw = (encoded: number) => Math.round(encoded * 2822 + 3271);
    expect([raw(set.features[0]!.lower), raw(set.features[0]!.upper)]).toEqual([1000, 5000]);
  });

  it('passes over levels that nobody holds, and features that are the same for everybody', () => {
    const { features, ...rest } = space;
    const held = features.map((one) => (one.name === 'job' ? { ...one, unheld: ['king'] } : one));
    const split = { ...rest, features: held, dropped: { city: '"city" is left out.' } };
    const set = actionSetFromFeatureSpace(split, {
      features: {
        city: { immutable: true },
        job: { moves: { king: ['clerk'], clerk: ['smith', 'king'] } },
      },
    });
    expect(set.features[3]).toMatchObject({ targets: [0, 1], moves: [[1], [], []] });
    const closed = { features: { job: { forbidden: ['king'] } } };
    expect(actionSetFromFeatureSpace(split, closed).features[3]).toMatchObject({ targets: [0, 1] });
    expect(() => actionSetFromFeatureSpace(space, closed)).toThrow('king');
    expect(() => actionSetFromFeatureSpace(space, { features: { city: {} } })).toThrow('city');
  });

  it('reads moves and the only targets', () => {
    const set = actionSetFromFeatureSpace(space, {
      features: {
        job: { to: ['smith', 'clerk'], moves: { clerk: ['smith'] } },
        school: { to: ['school', 'college'], moves: { school: ['college'] } },
      },
    });
    expect(set.features[3]).toMatchObject({ targets: [0, 1], moves: [[1], [], []] });
    expect(set.features[2]).toMatchObject({ targets: [1, 2], moves: [[], [2], []] });
  });

  it.each<[string, object, RegExp]>([
    [
      'an unknown feature',
      { features: { wage: {} } },
      /no feature "wage" \(known: age, hours, school, job\)/,
    ],
    ['a misspelt feature', { features: { Hour: {} } }, /Did you mean "hours"/],
    ['an unknown key', { sparsty: 3 }, /"sparsty".*did you mean "sparsity"/],
    ['an unknown key of a rule', { features: { hours: { max: 1 } } }, /features\.hours: .*"max"/],
    ['a misspelt key of a rule', { features: { hours: { imutable: true } } }, /did you mean "immutable"/],
    ['encoded bounds as they once were', { features: { hours: { lower: 1, upper: 2 } } }, /"lower"/],
    ['an unknown category', { features: { job: { forbidden: ['smiht'] } } }, /Did you mean "smith"/],
    ['an unknown level', { features: { school: { to: ['uni'] } } }, /to names "uni" .*none, school, college/],
    ['moves from nowhere', { features: { job: { moves: { baker: [] } } } }, /moves names "baker"/],
    [
      'bounds of categories',
      { features: { job: { bounds: [0, 1] } } },
      /"job": categorical features have no bounds/,
    ],
    ['categories of a number', { features: { hours: { forbidden: ['few'] } } }, /"hours": numeric/],
    ['a step of levels', { features: { school: { step: 1 } } }, /"school": ordinal/],
    ['bounds out of order', { features: { hours: { bounds: [50, 20] } } }, /hours\.bounds/],
    ['bounds in quotes', { features: { hours: { bounds: ['20', 50] } } }, /hours\.bounds/],
    [
      'bounds beyond the data',
      { features: { hours: { bounds: [80, null] } } },
      /lowest 80 and its highest 70/,
    ],
    ['a cap of nothing', { features: { hours: { maxChange: { amount: 0 } } } }, /maxChange/],
    ['a weight below 0', { features: { hours: { costWeight: -1 } } }, /hours\.costWeight/],
    [
      'a word for a truth',
      { features: { hours: { immutable: 'yes' } } },
      /hours\.immutable: expected true or false, got "yes"/,
    ],
    [
      'a relation to nobody',
      { relations: [{ kind: 'at-most', lower: 'agee', upper: 'hours' }] },
      /Did you mean "age"/,
    ],
    [
      'a relation of categories',
      { relations: [{ kind: 'at-most', lower: 'job', upper: 'hours' }] },
      /numeric or ordinal/,
    ],
  ])('refuses %s', (_, policy, message) => {
    expect(() => actionSetFromFeatureSpace(space, policy)).toThrow(DatasetError);
    expect(() => actionSetFromFeatureSpace(space, policy)).toThrow(message);
  });
});
