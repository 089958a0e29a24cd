import { describe, expect, it } from 'vitest';
import { DatasetError } from '../internals/dataset-error.ts';
import { parseActionPolicy } from './parse-action-policy.ts';

const yaml = `
name: careful
description: what our branch tells people
sparsity: 2
features:
  income:
    reason: A raise can be asked for.
    direction: increase
    bounds: [null, 5000]
    step: 50
    maxChange: { amount: 500, percent: 20 }
    costWeight: 2
  job: { to: [clerk, no], forbidden: [01234] }
  plan: { moves: { 1.0: [True, none], True: [] } }
relations:
  - { kind: rises-only-with, feature: credit, with: income }
  - { kind: at-most, lower: debt, upper: income }
  - { kind: linear, terms: { debt: 1, income: -0.4 }, atMost: 0 }
  - { kind: subset-limit, features: [job, plan] }
`;

describe('parseActionPolicy', () => {
  it('reads every key, and words as they are written', () => {
    expect(parseActionPolicy(yaml)).toEqual({
      name: 'careful',
      description: 'what our branch tells people',
      sparsity: 2,
      features: {
        income: {
          reason: 'A raise can be asked for.',
          direction: 'increase',
          bounds: [null, 5000],
          step: 50,
          maxChange: { amount: 500, percent: 20 },
          costWeight: 2,
        },
        job: { to: ['clerk', 'no'], forbidden: ['01234'] },
        plan: { moves: { '1.0': ['True', 'none'], True: [] } },
      },
      relations: [
        { kind: 'rises-only-with', feature: 'credit', with: 'income' },
        { kind: 'at-most', lower: 'debt', upper: 'income' },
        { kind: 'linear', terms: { debt: 1, income: -0.4 }, atMost: 0 },
        { kind: 'subset-limit', features: ['job', 'plan'], atMost: 1 },
      ],
    });
  });

  it('reads where actions may lead', () => {
    const text = 'name: near\nplausibility: { kind: local-outlier-factor, neighbours: 20, limit: 1.5 }\n';
    expect(parseActionPolicy(text)).toEqual({
      ...{ name: 'near', description: 'near', features: {} },
      plausibility: { kind: 'local-outlier-factor', neighbours: 20, limit: 1.5 },
    });
  });

  it('reads JSON, and gives a policy its name where nothing describes it', () => {
    expect(parseActionPolicy('{"name":"none","features":{}}')).toEqual({
      name: 'none',
      description: 'none',
      features: {},
    });
  });

  it.each<[string, string]>([
    ['line 2, features: expected a map, the file says 3', 'name: a\nfeatures: 3\n'],
    [
      'expected one of "any", "increase", "decrease", the file says up',
      'name: a\nfeatures:\n  age:\n    direction: up\n',
    ],
    ['imutable', 'name: a\nfeatures:\n  age:\n    imutable: true\n'],
    ['line 4', 'name: a\nfeatures:\n  age:\n    imutable: true\n'],
    ['did you mean "immutable"?', 'name: a\nfeatures:\n  age:\n    imutable: true\n'],
    ['known: reason, immutable, direction, bounds', 'name: a\nfeatures:\n  age:\n    imutable: true\n'],
    ['did you mean "relations"?', 'name: a\nrelation: []\n'],
    ['line 4', 'name: a\nfeatures:\n  age:\n    direction: up\n'],
    ['the lower bound is not above the upper one', 'name: a\nfeatures:\n  age: { bounds: [9, 3] }\n'],
    ['line 3', 'name: a\nfeatures:\n  age: { maxChange: { percent: 0 } }\n'],
    ['an amount, a percentage or both', 'name: a\nfeatures:\n  age: { maxChange: {} }\n'],
    ['percent', 'name: a\nfeatures:\n  age: { maxChange: { percents: 3 } }\n'],
    ['costWeight', 'name: a\nfeatures:\n  age: { costWeight: -1 }\n'],
    ['step', 'name: a\nfeatures:\n  age: { step: 0 }\n'],
    ['sparsity', 'name: a\nsparsity: 0\n'],
    ['kebab-case', 'name: My policy\n'],
    ['name', 'features: {}\n'],
    ['relations.0', 'name: a\nrelations:\n  - { kind: at-least, lower: a, upper: b }\n'],
    ['line 3', 'name: a\nrelations:\n  - { kind: at-most, lower: a, uper: b }\n'],
    [
      'line 2, plausibility.kind: expected one of',
      'name: a\nplausibility: { kind: density, neighbours: 1, limit: 1 }\n',
    ],
    ['line 4, plausibility.limit', 'name: a\nplausibility:\n  kind: distance\n  limit: 0\n  neighbours: 1\n'],
    [
      'line 5, plausibility.neighbours',
      'name: a\nplausibility:\n  kind: distance\n  limit: 1\n  neighbours: 0.5\n',
    ],
    ['neighbours', 'name: a\nplausibility: { kind: distance, limit: 1 }\n'],
    ['did you mean "limit"?', 'name: a\nplausibility: { kind: distance, limits: 1, neighbours: 1 }\n'],
    ['is not YAML or JSON', 'name: [a\n'],
  ])('refuses a policy, naming %s', (named, text) => {
    const parse = () => parseActionPolicy(text, 'rules.yaml');
    expect(parse).toThrow(DatasetError);
    expect(parse).toThrow(named);
    expect(parse).toThrow('rules.yaml');
  });
});
