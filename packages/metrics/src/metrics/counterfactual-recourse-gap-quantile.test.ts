import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  counterfactualRecourseGapMedian,
  counterfactualRecourseGapQuantile,
  quantileSorted,
} from '../index.ts';

const everybody = (studentCost: readonly number[]) => ({
  teacherValid: studentCost.map(() => 1),
  studentValid: studentCost.map(() => 1),
  teacherCost: studentCost.map(() => 1),
  studentCost,
});

describe('quantileSorted', () => {
  it('interpolates as numpy.quantile does', () => {
    // numpy.quantile([1, 2, 4, 8], [0, 0.1, 0.25, 0.5, 0.9, 1])
    const expected = [1, 1.3, 1.75, 3, 6.8, 8];
    [0, 0.1, 0.25, 0.5, 0.9, 1].forEach((probability, index) =>
      expect(quantileSorted([1, 2, 4, 8], probability)).toBeCloseTo(expected[index]!, 12),
    );
    expect(quantileSorted([], 0.5)).toBeNaN();
    expect(quantileSorted([7], 0.3)).toBe(7);
  });
});

describe('counterfactualRecourseGapQuantile', () => {
  it('interpolates between order statistics of the gaps', () => {
    const input = everybody([5, 1, 4, 2, 3]);
    const expected = { 0.05: 0.2, 0.25: 1, 0.5: 2, 0.75: 3, 0.95: 3.8 };
    for (const [probability, value] of Object.entries(expected)) {
      const found = counterfactualRecourseGapQuantile({ ...input, probability: Number(probability) });
      expect(found.value).toBeCloseTo(value, 6);
      expect(found.count).toBe(5);
    }
  });

  it('leaves out whoever has no valid action or a free one, and is undefined where nobody is left', () => {
    const found = counterfactualRecourseGapQuantile({
      teacherValid: [1, 0, 1],
      studentValid: [0, 1, 1],
      teacherCost: [1, 1, 0],
      studentCost: [1, 1, 1],
      probability: 0.5,
    });
    expect(found).toMatchObject({ value: NaN, count: 0 });
  });

  it('has the median at one half, and is what it is on the rows drawn', () => {
    const row = fc.record({ cost: fc.double({ min: 0, max: 8, noNaN: true }), valid: fc.constantFrom(0, 1) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), fc.array(fc.nat(99)), (rows, picks) => {
        const inputOf = (some: typeof rows) => ({
          ...everybody(some.map(({ cost }) => cost)),
          studentValid: some.map(({ valid }) => valid),
        });
        const half = counterfactualRecourseGapQuantile({ ...inputOf(rows), probability: 0.5 });
        const median = counterfactualRecourseGapMedian(inputOf(rows));
        expect(half.count).toBe(median.count);
        if (half.count > 0) expect(half.value).toBeCloseTo(median.value, 12);
        const drawn = Int32Array.from(picks, (pick) => pick % rows.length);
        const alone = counterfactualRecourseGapQuantile({
          ...inputOf([...drawn].map((index) => rows[index]!)),
          probability: 0.8,
        });
        const whole = counterfactualRecourseGapQuantile({ ...inputOf(rows), probability: 0.8 });
        expect(whole.over(drawn)).toEqual({ value: alone.value, count: alone.count });
      }),
    );
  });

  it('refuses a probability out of range', () => {
    expect(() => counterfactualRecourseGapQuantile({ ...everybody([1]), probability: 95 })).toThrow(
      'counterfactualRecourseGapQuantile: probability does not fit (expected between 0 and 1, got 95).',
    );
  });
});
