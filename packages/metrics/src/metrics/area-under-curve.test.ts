import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaUnderCurve, bootstrapIntervals } from '../index.ts';

/** Every pair looked at. */
function byPairs(label: readonly number[], score: readonly number[]): number {
  let wins = 0;
  let pairs = 0;
  label.forEach((favourable, row) => {
    if (favourable === 0) return;
    label.forEach((other, against) => {
      if (other === 1) return;
      pairs += 1;
      wins += score[row]! > score[against]! ? 1 : score[row] === score[against] ? 0.5 : 0;
    });
  });
  return wins / pairs;
}

function expectClose(found: number, expected: number): void {
  if (Number.isNaN(expected)) expect(found).toBeNaN();
  else expect(found).toBeCloseTo(expected, 12);
}

describe('areaUnderCurve', () => {
  it('is the share of ordered pairs, ties half, on all rows and on any of them', () => {
    const row = fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: -3, max: 3 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 20 }), fc.nat(), (rows, pick) => {
        const label = rows.map(([one]) => one);
        const score = rows.map(([, one]) => one);
        const statistic = areaUnderCurve({ label, score });
        expectClose(statistic.value, byPairs(label, score));
        const drawn = Int32Array.from(rows, (_, place) => (place * 7 + pick) % rows.length);
        expectClose(
          statistic.over(drawn).value,
          byPairs(
            [...drawn].map((at) => label[at]!),
            [...drawn].map((at) => score[at]!),
          ),
        );
      }),
    );
  });

  it('is 1 for a perfect order, 0 for its reverse, a half for no order', () => {
    const label = [0, 0, 1, 1];
    expect(areaUnderCurve({ label, score: [-1, 0, 2, 3] }).value).toBe(1);
    expect(areaUnderCurve({ label, score: [3, 2, 0, -1] }).value).toBe(0);
    expect(areaUnderCurve({ label, score: [5, 5, 5, 5] })).toMatchObject({ value: 0.5, count: 4 });
  });

  it('is undefined where a class does not occur', () => {
    expect(areaUnderCurve({ label: [1, 1], score: [0, 1] })).toMatchObject({ value: NaN, count: 0 });
    expect(areaUnderCurve({ label: [], score: [] })).toMatchObject({ value: NaN, count: 0 });
  });

  it('takes intervals as every metric does', () => {
    const label = Array.from({ length: 40 }, (_, row) => row % 2);
    const score = label.map((favourable, row) => favourable + (row % 5) / 2);
    const { auc } = bootstrapIntervals({ statistics: { auc: areaUnderCurve({ label, score }) } });
    expect(auc.lower).toBeLessThan(auc.value);
    expect(auc.upper).toBeGreaterThan(auc.value);
  });
});
