import { counterfactualRecourseGapMedian } from '@cfq/metrics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gapQuantiles } from './gap-quantiles.ts';

const solved = (cost: readonly number[], valid: readonly number[]) => ({
  delta: { data: new Float32Array(cost.length), shape: [cost.length, 1] as [number, number] },
  cost: Float32Array.from(cost),
  valid: Uint8Array.from(valid),
});

describe('gapQuantiles', () => {
  it('interpolates between order statistics', () => {
    const quantiles = gapQuantiles(
      solved([1, 1, 1, 1, 1], [1, 1, 1, 1, 1]),
      solved([1, 2, 3, 4, 5], [1, 1, 1, 1, 1]),
    );
    const expected = { q05: 0.2, q25: 1, q50: 2, q75: 3, q95: 3.8 };
    for (const [name, value] of Object.entries(expected)) {
      expect(quantiles?.[name as keyof typeof expected]).toBeCloseTo(value, 6);
    }
  });

  it('is undefined where nobody counts', () => {
    expect(gapQuantiles(solved([1, 0], [0, 1]), solved([1, 1], [1, 1]))).toBeNull();
  });

  it('has the metric of the protocol as its median', () => {
    const row = fc.record({
      teacher: fc.float({ min: 0, max: 8, noNaN: true }),
      student: fc.float({ min: 0, max: 8, noNaN: true }),
      teacherValid: fc.constantFrom(0, 1),
      studentValid: fc.constantFrom(0, 1),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const teacher = solved(
          rows.map((one) => one.teacher),
          rows.map((one) => one.teacherValid),
        );
        const student = solved(
          rows.map((one) => one.student),
          rows.map((one) => one.studentValid),
        );
        const { value, count } = counterfactualRecourseGapMedian({
          teacherValid: teacher.valid,
          studentValid: student.valid,
          teacherCost: teacher.cost,
          studentCost: student.cost,
        });
        const quantiles = gapQuantiles(teacher, student);
        if (count === 0) expect(quantiles).toBeNull();
        else
          expect(Math.abs((quantiles?.q50 ?? NaN) - value)).toBeLessThanOrEqual(
            1e-12 * (1 + Math.abs(value)),
          );
      }),
    );
  });
});
