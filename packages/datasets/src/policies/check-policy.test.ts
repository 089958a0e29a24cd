import { describe, expect, it } from 'vitest';
import type { FeatureSpec } from '../dataset/feature-spec.ts';
import { fitFeatureSpace } from '../encoding/fit-feature-space.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import type { Table } from '../tables/table.ts';
import type { ActionPolicy, ActionRelation, FeatureRule } from './action-policy.ts';
import { checkPolicy } from './check-policy.ts';
import { namedPolicy } from './named-policy.ts';
import { parseActionPolicy } from './parse-action-policy.ts';
import type { PolicyScope } from './policy-target.ts';

const free = { immutable: false, direction: 'any' } as const;
const levels = (names: string[], ...codes: number[]) => ({
  kind: 'level' as const,
  levels: names,
  codes: Int32Array.from(codes),
});
const table: Table = {
  rows: 4,
  columns: {
    income: { kind: 'number', values: Float64Array.of(1000, 2000, 3500, NaN) },
    debt: { kind: 'number', values: Float64Array.of(0, 7.5, 300, 40) },
    age: { kind: 'number', values: Float64Array.of(20, 30, 40, 50) },
    school: levels(['none', 'some', 'much'], 0, 1, 2, 1),
    job: levels(['clerk', 'smith', 'king'], 0, 1, -1, 0),
  },
};
const features: FeatureSpec[] = [
  { name: 'income', kind: 'numeric', ...free, integer: true, bounds: [0, 9000] },
  { name: 'debt', kind: 'numeric', immutable: false, direction: 'decrease', bounds: [0, 500] },
  { name: 'age', kind: 'numeric', immutable: true, direction: 'any' },
  { name: 'school', kind: 'ordinal', ...free, values: [0, 5, 10] },
  { name: 'job', kind: 'categorical', ...free },
];
const trainRows = Int32Array.of(0, 1, 2, 3);
const scopes: [string, PolicyScope][] = [
  ['a data set', { table, features }],
  ['its feature space', fitFeatureSpace({ table, features, trainRows, sparsity: 2 })],
];
const policy = (rules: Record<string, FeatureRule>, relations: ActionRelation[] = []): ActionPolicy => ({
  ...{ name: 'mine', description: 'what I think', features: rules, relations },
});

describe.each(scopes)('checkPolicy on %s', (_, scope) => {
  it('accepts rules that fit', () => {
    const rules: Record<string, FeatureRule> = {
      income: { direction: 'increase', bounds: [null, 5000], step: 50, maxChange: { percent: 20 } },
      debt: { maxChange: { amount: 10 }, costWeight: 2 },
      age: { immutable: true, reason: 'Nobody chooses it.' },
      school: {
        direction: 'increase',
        to: ['some'],
        moves: { none: ['some'] },
        maxChange: { amount: 5 },
        bounds: [null, 10],
      },
      // Nobody is a king, and still it is one of the levels.
      job: { moves: { clerk: ['smith'], smith: ['clerk'] }, forbidden: ['king'] },
    };
    const relation: ActionRelation = { kind: 'at-most', lower: 'debt', upper: 'income' };
    expect(() => {
      checkPolicy(
        policy(rules, [relation, { kind: 'rises-only-with', feature: 'school', with: 'income' }]),
        scope,
      );
    }).not.toThrow();
  });

  it.each<[string, Record<string, FeatureRule>]>([
    ['no feature "incom" (known: income, debt, age, school, job). Did you mean "income"?', { incom: {} }],
    ['no feature "income (missing)"', { 'income (missing)': {} }],
    ['categorical features have no bounds', { job: { bounds: [0, 1] } }],
    ['categorical features have no direction', { job: { direction: 'increase' } }],
    ['categorical features have no maxChange', { job: { maxChange: { amount: 1 } } }],
    ['numeric features have no forbidden', { income: { forbidden: ['5'] } }],
    ['numeric features have no to', { income: { to: ['5'] } }],
    ['numeric features have no moves', { income: { moves: {} } }],
    ['ordinal features have no step', { school: { step: 1 } }],
    ['levels have no percentage', { school: { maxChange: { percent: 10 } } }],
    ['unknown key "imutable"', { age: { imutable: true } as FeatureRule }],
    ['percent', { income: { maxChange: { percent: 0 } } }],
    ['percent', { income: { maxChange: { percent: -5 } } }],
    ['not above the upper one', { income: { bounds: [10, 1] } }],
    ['nothing lies between its lowest 0 and its highest -1', { income: { bounds: [null, -1] } }],
    ['nothing lies between its lowest 600 and its highest 500', { debt: { bounds: [600, null] } }],
    ['nothing lies between its lowest 11 and its highest 10', { school: { bounds: [11, null] } }],
    ['values exist in steps of 1 (got step 0.5)', { income: { step: 0.5 } }],
    ['no multiple of 500 lies between 10 and 20', { income: { bounds: [10, 20], step: 500 } }],
    ['no multiple of 1 lies between 0.2 and 0.8', { income: { bounds: [0.2, 0.8] } }],
    ['to names "cleric" (known: clerk, smith, king). Did you mean "clerk"?', { job: { to: ['cleric'] } }],
    ['forbidden names "little" (known: none, some, much)', { school: { forbidden: ['little'] } }],
    ['moves names "baker"', { job: { moves: { baker: ['clerk'] } } }],
    ['moves names "(missing)"', { job: { moves: { '(missing)': ['clerk'] } } }],
    ['moves from "clerk" names "(missing)"', { job: { moves: { clerk: ['(missing)'] } } }],
    ['moves from "clerk" lead to itself', { job: { moves: { clerk: ['clerk'] } } }],
    ['"smith" stands under to and under forbidden', { job: { to: ['smith'], forbidden: ['smith'] } }],
    ['moves lead to "smith"', { job: { moves: { clerk: ['smith'] }, forbidden: ['smith'] } }],
    ['every category is forbidden', { job: { forbidden: ['clerk', 'smith', 'king'] } }],
    ['the rule makes it immutable', { income: { immutable: true, direction: 'increase' } }],
    ['the data set makes it immutable', { age: { direction: 'increase' } }],
  ])('refuses: %s', (message, rules) => {
    const check = () => {
      checkPolicy(policy(rules), scope);
    };
    expect(check).toThrow(DatasetError);
    expect(check).toThrow(message);
  });

  it.each<[string, ActionRelation, Record<string, FeatureRule>?]>([
    ['no feature "incme"', { kind: 'at-most', lower: 'debt', upper: 'incme' }],
    ['"job" has categories', { kind: 'at-most', lower: 'debt', upper: 'job' }],
    ['both sides are "debt"', { kind: 'at-most', lower: 'debt', upper: 'debt' }],
    [
      '"age" can never rise, since it is immutable',
      { kind: 'rises-only-with', feature: 'income', with: 'age' },
    ],
    [
      '"debt" can never rise, since it may only decrease',
      { kind: 'rises-only-with', feature: 'debt', with: 'income' },
    ],
    [
      'neither "age" nor "income" may change',
      { kind: 'at-most', lower: 'age', upper: 'income' },
      { income: { immutable: true } },
    ],
    ['no feature "incme"', { kind: 'linear', terms: { debt: 1, incme: -2 }, atMost: 0 }],
    ['"job" has categories', { kind: 'linear', terms: { debt: 1, job: -2 }, atMost: 0 }],
    ['two features or more', { kind: 'linear', terms: { debt: 1 }, atMost: 0 }],
    ['not 0', { kind: 'linear', terms: { debt: 1, income: 0 }, atMost: 0 }],
    [
      'none of "age", "income" may change',
      { kind: 'linear', terms: { age: 1, income: 1 }, atMost: 0 },
      { income: { immutable: true } },
    ],
    ['"school" has levels', { kind: 'moves-with', feature: 'school', with: 'income', factor: 1 }],
    ['"age" can never change', { kind: 'moves-with', feature: 'debt', with: 'age', factor: 1 }],
    [
      '"debt" can never rise, since it may only decrease',
      { kind: 'moves-with', feature: 'age', with: 'debt', factor: 1, when: 'rises' },
    ],
    ['a number other than 0', { kind: 'moves-with', feature: 'age', with: 'income', factor: 0 }],
    ['no feature "jobs"', { kind: 'subset-limit', features: ['debt', 'jobs'], atMost: 1 }],
    ['each feature once', { kind: 'subset-limit', features: ['debt', 'debt'], atMost: 1 }],
    ['only 1 of its features may change', { kind: 'subset-limit', features: ['debt', 'age'], atMost: 1 }],
  ])('refuses a relation: %s', (message, relation, rules = {}) => {
    expect(() => {
      checkPolicy(policy(rules, [relation]), scope);
    }).toThrow(message);
  });

  const ages: ActionRelation = { kind: 'moves-with', feature: 'age', with: 'income', factor: 1 };
  it.each<[string, ActionRelation]>([
    ['"age" moves with something else too', { kind: 'moves-with', feature: 'age', with: 'debt', factor: 2 }],
    ['"income" moves', { kind: 'moves-with', feature: 'income', with: 'debt', factor: 2 }],
    ['"age" moves by itself with something else', { kind: 'at-most', lower: 'debt', upper: 'age' }],
    ['"age" moves by itself', { kind: 'subset-limit', features: ['age', 'debt', 'income'], atMost: 1 }],
  ])('refuses beside what moves by itself, of the policy or of the data set: %s', (message, relation) => {
    expect(() => {
      checkPolicy(policy({}, [relation, ages]), scope);
    }).toThrow(message);
    expect(() => {
      checkPolicy(policy({}, [relation]), { ...scope, relations: [ages] });
    }).toThrow(message);
  });

  it('accepts couplings and limits of subsets', () => {
    expect(() => {
      checkPolicy(
        policy({}, [
          { kind: 'linear', terms: { debt: 1, income: -0.4 }, atMost: 0 },
          { kind: 'subset-limit', features: ['debt', 'job'], atMost: 1 },
          { kind: 'moves-with', feature: 'age', with: 'school', factor: 2, when: 'rises' },
        ]),
        scope,
      );
    }).not.toThrow();
  });

  it('takes no special code for a category', () => {
    const space = fitFeatureSpace({ table, features, trainRows, sparsity: 2 });
    expect(() => {
      checkPolicy(policy({ job: { to: ['(missing)'] } }), space);
    }).toThrow('to names "(missing)" (known: clerk, smith, king)');
  });

  it('lets a policy free what the data set fixes, where it says so', () => {
    expect(() => {
      checkPolicy(policy({ age: { immutable: false, direction: 'increase' } }), scope);
    }).not.toThrow();
  });
});

describe('checkPolicy on a policy that was read', () => {
  const text = `name: careful
features:
  job: { to: [clerk] }
  school: { forbidden: [little] }
relations:
  - { kind: at-most, lower: debt, upper: income }
  - { kind: linear, terms: { debt: 1, incme: -1 }, atMost: 0 }
`;
  const check = (lines: string) => {
    checkPolicy(parseActionPolicy(lines, 'careful.yaml'), { table, features });
  };

  it('says on which line the mistake stands', () => {
    expect(() => {
      check(text);
    }).toThrow(
      'checkPolicy: careful.yaml line 4, policy "careful", feature "school": forbidden names "little"',
    );
    expect(() => {
      check(text.replace('little', 'some'));
    }).toThrow('checkPolicy: careful.yaml line 7, policy "careful": relation linear: no feature "incme"');
    expect(() => {
      check(text.replace('little', 'some').replace('incme: -1', 'income: 0'));
    }).toThrow('line 7, relations.1.terms: two features or more, each with a coefficient that is not 0');
  });
});

describe('words for levels', () => {
  const coded: FeatureSpec[] = features.map((feature) => {
    if (feature.name === 'job') return { ...feature, codes: { A1: 'clerk', A2: 'smith', A3: 'king' } };
    if (feature.name === 'school') return { ...feature, codes: { '0': 'none', some: 'much', much: 'some' } };
    return feature;
  });
  const rules: Record<string, FeatureRule> = {
    job: { moves: { A1: ['A2'], clerk: ['king'] }, to: ['A2', 'king'], forbidden: ['A1'] },
    school: { forbidden: ['0'] },
  };
  it.each<[string, PolicyScope]>([
    ['a data set', { table, features: coded }],
    ['its feature space', fitFeatureSpace({ table, features: coded, trainRows, sparsity: 2 })],
  ])('may be the codes of the file or their names, for %s', (_, scope) => {
    expect(() => {
      checkPolicy(policy(rules), scope);
    }).not.toThrow();
    expect(namedPolicy(policy(rules), scope).features).toEqual({
      job: { moves: { clerk: ['smith', 'king'] }, to: ['smith', 'king'], forbidden: ['clerk'] },
      school: { forbidden: ['none'] },
    });
    expect(() => {
      checkPolicy(policy({ job: { to: ['A4'] } }), scope);
    }).toThrow('to names "A4" (known: clerk, smith, king)');
    expect(() => {
      checkPolicy(policy({ school: { to: ['some'] } }), scope);
    }).toThrow('"some" is the code of "much" and the name of another level');
  });
});

describe('checkPolicy where a feature has no column', () => {
  const constant = { ...table, columns: { ...table.columns, city: levels(['Graz'], 0, 0, 0, 0) } };
  const city: FeatureSpec = { name: 'city', kind: 'categorical', ...free };
  const space = fitFeatureSpace({
    ...{ table: constant, features: [...features, city], trainRows, sparsity: 2 },
  });

  it('passes over a rule about it, since it is the same for everybody', () => {
    expect(Object.keys(space.dropped ?? {})).toEqual(['city']);
    expect(() => {
      checkPolicy(policy({ city: { immutable: true } }), space);
    }).not.toThrow();
  });

  it('refuses a relation that needs it', () => {
    expect(() => {
      checkPolicy(policy({}, [{ kind: 'at-most', lower: 'debt', upper: 'city' }]), space);
    }).toThrow('"city" has no column');
  });
});
