import { acceptanceDrift, bySubgroup, validityDrop } from '@cfq/metrics';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupGap } from './group-gap.ts';

const levels = ['a', 'b', 'c', 'd'];

/** Undefined where the other is. */
function near(value: number, expected: number): void {
  if (Number.isNaN(expected)) expect(value).toBeNaN();
  else expect(value).toBeCloseTo(expected, 12);
}

const row = fc.record({
  code: fc.nat(3),
  teacher: fc.nat(1),
  student: fc.nat(1),
  valid: fc.nat(1),
});

it('is the gap of @cfq/metrics, over everybody and over any of them', () => {
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 30 }),
      fc.subarray(levels, { minLength: 1 }),
      fc.array(fc.nat(29), { maxLength: 30 }),
      (rows, among, drawn) => {
        const codes = rows.map(({ code }) => code);
        const groups = codes.map((code) => levels[code]!);
        const drift = acceptanceDrift({
          teacherPrediction: rows.map(({ teacher }) => teacher),
          studentPrediction: rows.map(({ student }) => student),
          favourableClass: 1,
        });
        const drop = validityDrop({
          teacherValid: rows.map(({ valid }) => valid),
          studentPredictionAtTeacherRecourse: rows.map(({ student }) => student),
          favourableClass: 1,
        });
        const indices = Int32Array.from(drawn, (one) => one % rows.length);
        const cases = [
          [drift, rows.map(({ teacher, student }) => student - teacher), rows.map(() => 1)],
          [drop, rows.map(({ valid, student }) => valid * (1 - student)), rows.map(({ valid }) => valid)],
        ] as const;
        for (const [statistic, numerator, denominator] of cases) {
          const expected = bySubgroup({ statistic, groups, levels, among });
          const taking = levels.map((level) => among.includes(level));
          const { gap, between } = groupGap({ codes, numerator, denominator, among: taking });
          near(gap.value, expected.gap.value);
          expect(gap.count).toBe(expected.gap.count);
          near(gap.over(indices).value, expected.gap.over(indices).value);
          if (between !== undefined) {
            expect(levels[between.highest]).toBe(expected.highest);
            expect(levels[between.lowest]).toBe(expected.lowest);
          }
        }
      },
    ),
  );
});
