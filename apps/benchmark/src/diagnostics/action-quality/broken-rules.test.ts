import { ndarray } from '@cfq/jit';
import { actionSet } from '@cfq/recourse';
import { describe, expect, it } from 'vitest';
import { actionLengths } from './action-lengths.ts';
import { brokenRules } from './broken-rules.ts';

const set = actionSet({
  sparsity: 2,
  features: [
    { name: 'income', kind: 'numeric', lower: 0, upper: 4, direction: 'increase' },
    { name: 'age', kind: 'numeric', immutable: true },
    { name: 'debt', kind: 'numeric' },
    { name: 'job', kind: 'categorical', categories: ['none', 'some'] },
  ],
});
const stand = [1, 30, 2, 1, 0];
const actions = [
  [0, 0, 0, 0, 0],
  [1, 0, 0, -1, 1],
  [-1, 5, 0, 0, 0],
  [9, 0, 0, 0, 1],
  [1, 0, -1, -1, 1],
  [1, 1, -1, -1, 1],
];
const matrix = (rows: number[][]) => ndarray(Float32Array.from(rows.flat()), [rows.length, 5]);
const [x, delta] = [matrix(actions.map(() => stand)), matrix(actions)];

describe('brokenRules', () => {
  it('counts features changed as they may not be, and what the whole action breaks', () => {
    // Nothing; nothing; direction and age; bound and two categories; three changes; age and three others.
    expect([...brokenRules(x, delta, set)]).toEqual([0, 0, 2, 2, 1, 2]);
  });
});

describe('actionLengths', () => {
  it('counts features in standard deviations, and columns over their range in training', () => {
    const trained = matrix([
      [0, 20, 1, 1, 0],
      [2, 60, 5, 0, 1],
    ]);
    const valid = Uint8Array.of(0, 1, 1, 0, 0, 0);
    const { standardised, ranged } = actionLengths({ delta, valid }, set, trained);
    expect(standardised.l0).toBe(2);
    expect(standardised.l1).toBe((2 + 6) / 2);
    expect(standardised.l2).toBeCloseTo((Math.SQRT2 + Math.sqrt(26)) / 2, 12);
    expect(standardised.linf).toBe((1 + 5) / 2);
    expect(ranged.l0).toBe((3 + 2) / 2);
    expect(ranged.l1).toBeCloseTo((2.5 + 0.5 + 5 / 40) / 2, 12);
    expect(ranged.l2).toBeCloseTo((2.25 + 0.25 + (5 / 40) ** 2) / 2, 12);
    expect(ranged.linf).toBeCloseTo((1 + 0.5) / 2, 12);
    const nobody = actionLengths({ delta, valid: new Uint8Array(6) }, set, trained);
    expect(nobody.standardised).toEqual({ l0: null, l1: null, l2: null, linf: null });
  });
});
