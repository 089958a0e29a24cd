import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counterfactualRecourseGap, counterfactualRecourseGapMedian } from '../index.ts';

const people = {
  teacherValid: [1, 1, 1, 0, 1, 1],
  studentValid: [1, 1, 1, 1, 0, 1],
  teacherCost: [1, 2, 4, 1, 1, 0],
  studentCost: [2, 2, 3, 9, 9, 5],
  epsilon: 0,
};

describe('counterfactual recourse gap', () => {
  it('averages relative gaps where both are valid and the teacher cost is positive', () => {
    expect(counterfactualRecourseGap(people)).toMatchObject({ value: (1 + 0 - 0.25) / 3, count: 3 });
  });

  it('has a median beside the mean', () => {
    expect(counterfactualRecourseGapMedian(people)).toMatchObject({ value: 0, count: 3 });
    const two = { ...people, teacherValid: [1, 0, 1, 0, 0, 0] };
    expect(counterfactualRecourseGapMedian(two)).toMatchObject({ value: (1 - 0.25) / 2, count: 2 });
  });

  it('adds epsilon to the denominator', () => {
    expect(counterfactualRecourseGap({ ...people, epsilon: 1 }).value).toBeCloseTo((0.5 + 0 - 0.2) / 3, 12);
  });

  it('is undefined without a pair of valid actions', () => {
    const nobody = { ...people, studentValid: [0, 0, 0, 0, 0, 0] };
    expect(counterfactualRecourseGap(nobody)).toMatchObject({ value: Number.NaN, count: 0 });
    expect(counterfactualRecourseGapMedian(nobody)).toMatchObject({ value: Number.NaN, count: 0 });
  });

  it('is 0 for a copy of the teacher, and −1 for a student who asks for nothing', () => {
    const copy = { ...people, studentCost: people.teacherCost };
    expect(counterfactualRecourseGap(copy).value).toBe(0);
    const nothing = { ...people, studentCost: [0, 0, 0, 0, 0, 0] };
    expect(counterfactualRecourseGapMedian(nothing).value).toBe(-1);
  });

  it('ignores what costs of no action are and refuses them of actions, naming the row', () => {
    const [, ...rest] = people.studentCost;
    const missing = { ...people, teacherCost: [1, 2, 4, Infinity, 1, 0] };
    expect(counterfactualRecourseGap(missing).count).toBe(3);
    const unknown = { ...people, teacherCost: [1, 2, 4, NaN, 1, 0] };
    expect(counterfactualRecourseGap(unknown).value).toBe(counterfactualRecourseGap(missing).value);
    for (const cost of [Infinity, NaN]) {
      expect(() => counterfactualRecourseGap({ ...people, studentCost: [cost, ...rest] })).toThrow(
        `counterfactualRecourseGap: studentCost[0] does not fit (expected a finite number, got ${cost})`,
      );
    }
    expect(() => counterfactualRecourseGap({ ...people, teacherCost: [-1, 2, 4, 1, 1, 0] })).toThrow(
      'counterfactualRecourseGap: teacherCost[0] does not fit (expected a number ≥ 0, or NaN where there is no action, got -1)',
    );
  });

  it('takes the median that sorting gives, on any multiset of rows', () => {
    const costs = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(costs, fc.array(fc.nat(1000), { minLength: 1 }), (studentCost, picks) => {
        const ones = studentCost.map(() => 1);
        const valid = { teacherValid: ones, studentValid: ones };
        const median = counterfactualRecourseGapMedian({
          ...valid,
          teacherCost: ones,
          studentCost,
          epsilon: 0,
        });
        const indices = Int32Array.from(picks, (pick) => pick % studentCost.length);
        const sorted = Array.from(indices, (row) => studentCost[row]! - 1).sort(
          (left, right) => left - right,
        );
        const middle = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
        expect(median.over(indices)).toEqual({ value: middle, count: sorted.length });
      }),
    );
  });
});
