import { describe, expect, it } from 'vitest';
import {
  acceptanceDrift,
  agreement,
  bootstrapIntervals,
  bySubgroup,
  certifiedShare,
  feasibleRate,
  meanCost,
  nearMissFidelity,
  overGrant,
  type Statistic,
  validityDrop,
} from '../index.ts';

const intervalOf = (statistic: Statistic, options = {}) =>
  bootstrapIntervals({ statistics: { one: statistic }, ...options }).one;
const all = (value: number, n: number) => Array.from({ length: n }, () => value);

/** P(X ≤ 0 of n) at the upper end and P(X ≥ n of n) at the lower end: what defines the ends. */
function expectClopperPearson(lower: number, upper: number, value: number, n: number, alpha = 0.05): void {
  if (value === 0) {
    expect(lower).toBe(0);
    expect((1 - upper) ** n).toBeCloseTo(alpha / 2, 10);
  } else {
    expect(upper).toBe(1);
    expect(lower ** n).toBeCloseTo(alpha / 2, 10);
  }
}

describe('a share of none or all', () => {
  const favourableClass = 1;
  const shares: readonly [string, (value: number, n: number) => Statistic][] = [
    [
      'validityDrop',
      (value, n) =>
        validityDrop({
          teacherValid: all(1, n),
          studentPredictionAtTeacherRecourse: all(1 - value, n),
          favourableClass,
        }),
    ],
    [
      'overGrant',
      (value, n) =>
        overGrant({ teacherPrediction: all(0, n), studentPrediction: all(value, n), favourableClass }),
    ],
    [
      'agreement',
      (value, n) => agreement({ teacherPrediction: all(value, n), studentPrediction: all(1, n) }),
    ],
    ['feasibleRate', (value, n) => feasibleRate({ valid: all(value, n) })],
    ['certifiedShare', (value, n) => certifiedShare({ teacherValid: all(1, n), certified: all(value, n) })],
    [
      'nearMissFidelity, of people however many points they have',
      (value, n) =>
        nearMissFidelity({
          teacherValid: all(1, n),
          teacherPrediction: { data: all(0, 3 * n), shape: [n, 3] },
          studentPrediction: { data: all(1 - value, 3 * n), shape: [n, 3] },
          favourableClass,
        }),
    ],
  ];

  it.each(shares)('has the exact interval: %s', (_, statistic) => {
    for (const value of [0, 1]) {
      for (const n of [1, 20, 300]) {
        const { lower, upper, interval } = intervalOf(statistic(value, n));
        expect(interval).toBe('exact');
        expectClopperPearson(lower, upper, value, n);
      }
    }
  });

  it('has the interval of the published tables: 0 of 10 up to 0.3085, 10 of 10 down to 0.6915', () => {
    expect(intervalOf(feasibleRate({ valid: all(0, 10) })).upper).toBeCloseTo(0.3085, 4);
    expect(intervalOf(feasibleRate({ valid: all(1, 10) })).lower).toBeCloseTo(0.6915, 4);
  });

  it('keeps to the confidence, and to the people of a group', () => {
    const statistic = feasibleRate({ valid: [...all(0, 12), 1, 1, 0] });
    const { groups } = bySubgroup({ statistic, groups: [...all(0, 12), 1, 1, 1] });
    const { lower, upper, interval } = intervalOf(groups['0']!, { confidence: 0.9 });
    expect(interval).toBe('exact');
    expectClopperPearson(lower, upper, 0, 12, 0.1);
    expect(intervalOf(groups['1']!).interval).toBe('bootstrap');
  });
});

describe('other intervals', () => {
  it('a drift of nobody lies within the probability of somebody, either way', () => {
    const same = { teacherPrediction: [1, 0, 0, 1], studentPrediction: [1, 0, 0, 1], favourableClass: 1 };
    const { value, lower, upper } = intervalOf(acceptanceDrift(same));
    expect(value).toBe(0);
    expect(upper).toBeCloseTo(1 - 0.025 ** 0.25, 12);
    expect(lower).toBe(-upper);
  });

  it('stay those of the bootstrap where people differ, values have no bounds, or nobody counts', () => {
    expect(intervalOf(feasibleRate({ valid: [1, 0] })).interval).toBe('bootstrap');
    const free = intervalOf(meanCost({ valid: [1, 1], cost: [0, 0] }));
    expect(free).toMatchObject({ lower: 0, upper: 0, interval: 'bootstrap' });
    expect(intervalOf(feasibleRate({ valid: [] }))).toMatchObject({ lower: NaN, upper: NaN });
    expect(intervalOf(feasibleRate({ valid: [1] }), { resamples: 0 })).toMatchObject({ lower: NaN });
  });
});
