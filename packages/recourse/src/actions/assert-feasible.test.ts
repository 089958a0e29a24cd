import { describe, expect, it } from 'vitest';

import { ndarray } from '@cfq/jit';

import { actionSet, type ActionSet } from './action-set.ts';
import { assertFeasible } from './assert-feasible.ts';
import { InfeasibleActionError, type ActionRule } from './infeasible-action-error.ts';

const number = { width: 1, lower: -1, upper: 1, immutable: false, direction: 'any' } as const;
const set: ActionSet = actionSet({
  width: 8,
  sparsity: 2,
  features: [
    { name: 'free', kind: 'numeric', start: 0, ...number },
    { name: 'age', kind: 'numeric', start: 1, ...number, immutable: true },
    { name: 'up', kind: 'numeric', start: 2, ...number, direction: 'increase' },
    { name: 'level', kind: 'ordinal', start: 3, ...number, values: [-1, 0.1, 1] },
    { name: 'job', kind: 'categorical', start: 4, ...number, width: 3, targets: [0, 1] },
  ],
});
const x = ndarray([0, 0, 0, -1, 1, 0, 0, 7], [1, 8]);

const check = (delta: readonly number[]) => {
  assertFeasible(x, ndarray([...delta], [1, 8]), set);
};

describe('assertFeasible', () => {
  it.each([
    ['nothing', [0, 0, 0, 0, 0, 0, 0, 0]],
    ['a number within bounds', [-1, 0, 0, 0, 0, 0, 0, 0]],
    ['the permitted direction and a level', [0, 0, 0.5, Math.fround(1.1), 0, 0, 0, 0]],
    ['a category', [0, 0, 0, 0, -1, 1, 0, 0]],
  ])('accepts %s', (_, delta) => {
    check(delta);
  });

  it.each<[string, number[], ActionRule, string | null]>([
    ['NaN', [NaN, 0, 0, 0, 0, 0, 0, 0], 'finite', 'free'],
    ['infinity', [Infinity, 0, 0, 0, 0, 0, 0, 0], 'finite', 'free'],
    ['the smallest immutable change', [0, 1e-30, 0, 0, 0, 0, 0, 0], 'immutable', 'age'],
    ['a column of no feature', [0, 0, 0, 0, 0, 0, 0, 1e-9], 'immutable', 'column 7'],
    ['a number beyond its bound', [1.001, 0, 0, 0, 0, 0, 0, 0], 'bounds', 'free'],
    ['the wrong direction', [0, 0, -0.01, 0, 0, 0, 0, 0], 'direction', 'up'],
    ['a value between levels', [0, 0, 0, 0.7, 0, 0, 0, 0], 'ordinal value', 'level'],
    ['two categories', [0, 0, 0, 0, 0, 1, 0, 0], 'one category', 'job'],
    ['no category', [0, 0, 0, 0, -1, 0, 0, 0], 'one category', 'job'],
    ['a soft category', [0, 0, 0, 0, -0.5, 0.5, 0, 0], 'one category', 'job'],
    ['a category out of reach', [0, 0, 0, 0, -1, 0, 1, 0], 'category target', 'job'],
    ['too many changes', [0.1, 0, 0.1, Math.fround(1.1), 0, 0, 0, 0], 'sparsity', null],
  ])('refuses %s', (_, delta, rule, feature) => {
    let error: unknown;
    try {
      check(delta);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(InfeasibleActionError);
    expect(error).toMatchObject({ instance: 0, rule, feature });
  });

  it('names the offending row', () => {
    const people = ndarray([...x.data, ...x.data], [2, 8]);
    const delta = ndarray([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0], [2, 8]);
    expect(() => {
      assertFeasible(people, delta, set);
    }).toThrow(/instance 1, feature 'age' breaks the rule 'immutable'/);
  });

  it('lets a person outside the bounds stay, and come nearer', () => {
    const outside = ndarray([5, 0, 0, -1, 1, 0, 0, 7], [1, 8]);
    const nearer = ndarray([-1, 0, 0, 0, 0, 0, 0, 0], [1, 8]);
    assertFeasible(outside, ndarray(new Float32Array(8), [1, 8]), set);
    assertFeasible(outside, nearer, set);
  });

  describe('relations', () => {
    const related = actionSet({
      ...set,
      sparsity: 4,
      relations: [
        { kind: 'linear', terms: { free: 2, up: -1 }, atMost: 0.5 },
        { kind: 'subset-limit', features: ['up', 'level', 'job'], atMost: 2 },
      ],
    });
    const one = (delta: readonly number[], from = x) => {
      assertFeasible(from, ndarray([...delta], [1, 8]), related);
    };

    it('let a sum be what it is at most, and no more', () => {
      one([0.25, 0, 0, 0, 0, 0, 0, 0]);
      one([0.5, 0, 0.5, 0, 0, 0, 0, 0]);
      expect(() => {
        one([0.5, 0, 0.4, 0, 0, 0, 0, 0]);
      }).toThrow(/breaks the rule 'linear' \(2 · 'free' \+ -1 · 'up' exceeds 0.5\)/);
    });

    it('ask nothing of people for whom the sum is beyond already', () => {
      const beyond = ndarray([0.75, 0, 0, -1, 1, 0, 0, 7], [1, 8]);
      one([0.25, 0, 0, 0, 0, 0, 0, 0], beyond);
    });

    it('count the changes of a subset, categories too', () => {
      one([0, 0, 0.5, 0, -1, 1, 0, 0]);
      expect(() => {
        one([0, 0, 0.5, Math.fround(1.1), -1, 1, 0, 0]);
      }).toThrow(/breaks the rule 'subset-limit' \(more than 2 of 'up', 'level', 'job' changed\)/);
    });
  });
});
