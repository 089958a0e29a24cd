import { describe, expect, it } from 'vitest';
import { feasibleRate, meanCost, pairedComparison, pairedComparisons, validityDrop } from '../index.ts';
import { estimateOf, statistic } from './statistic.ts';

const share = (valid: readonly number[]) => feasibleRate({ valid });
const rows = Array.from({ length: 200 }, (_, row) => row);

describe('pairedComparison', () => {
  it('averages the differences over the seeds', () => {
    const first = [share([1, 1, 0, 0]), share([1, 0, 0])];
    const second = [share([1, 0, 0, 0]), share([0, 0, 0])];
    const found = pairedComparison({ first, second });
    expect(found).toMatchObject({ count: 7, seeds: 2, differences: [0.25, 1 / 3], resamples: 1000 });
    expect(found.value).toBeCloseTo((0.25 + 1 / 3) / 2, 12);
  });

  it('has an exact interval around 0 where the methods differ in nobody', () => {
    const one = share(rows.map((row) => row % 2));
    const few = share([1, 0, 1]);
    const found = pairedComparison({ first: [one, one], second: [one, one] });
    expect(found).toMatchObject({ value: 0, interval: 'exact', resamples: 1000 });
    // Of 200 people none is another: those who are have a share of at most 1 − 0.025^(1/200).
    expect((1 - found.upper) ** 200).toBeCloseTo(0.025, 12);
    expect(found.lower).toBe(-found.upper);
    const mixed = pairedComparison({ first: [one, few], second: [one, few] });
    expect((1 - mixed.upper) ** 3).toBeCloseTo(0.025, 12);
  });

  it('has one beside 1 where they differ in everybody, and none beyond it', () => {
    const [all, none] = [1, 0].map((value) => share(rows.map(() => value)));
    const found = pairedComparison({ first: [all!, all!, all!], second: [none!, none!, none!] });
    expect(found.interval).toBe('exact');
    expect(found.value).toBeCloseTo(1, 12);
    expect(found.upper).toBeCloseTo(1, 12);
    // A difference lies between −1 and 1, so each other person takes the mean down by 2.
    expect(((1 + found.lower) / 2) ** 200).toBeCloseTo(0.025, 12);
  });

  it('is undefined, and says so, where the metric is no bounded mean or there are no resamples', () => {
    const cost = statistic(3, ({ sum }) => estimateOf(sum(Float64Array.of(1, 2, 9)), 3));
    const open = pairedComparison({ first: [cost], second: [cost] });
    expect(open).toMatchObject({ value: 0, lower: NaN, upper: NaN, interval: 'undefined' });
    const one = share([1, 0, 1]);
    expect(pairedComparison({ first: [one], second: [share([0, 0, 1])], resamples: 0 })).toMatchObject({
      lower: NaN,
      interval: 'undefined',
    });
  });

  it('is of resamples as soon as one person differs, though the means are equal', () => {
    const found = pairedComparison({
      first: [share(rows.map((row) => row % 2))],
      second: [share(rows.map((row) => (row < 2 ? 1 - (row % 2) : row % 2)))],
    });
    expect(found).toMatchObject({ value: 0, interval: 'bootstrap' });
    expect(found.lower).toBeLessThan(0);
    expect(found.upper).toBeGreaterThan(0);
  });

  it('is tighter than two separate intervals where the methods agree on most people', () => {
    const first = share(rows.map((row) => row % 2));
    const second = share(rows.map((row) => (row < 10 ? 0 : row % 2)));
    const paired = pairedComparison({ first: [first], second: [second], seed: 1 });
    expect(paired.lower).toBeGreaterThan(0);
    const unpairedRadius = 1.96 * Math.sqrt(2 * (0.25 / 200));
    expect(paired.upper - paired.lower).toBeLessThan(unpairedRadius);
  });

  it('is antisymmetric and deterministic', () => {
    const first = [
      share(rows.map((row) => Number(row % 3 === 0))),
      share(rows.map((row) => Number(row % 5 === 0))),
    ];
    const second = [
      share(rows.map((row) => Number(row % 7 === 0))),
      share(rows.map((row) => Number(row % 4 === 0))),
    ];
    const there = pairedComparison({ first, second, seed: 5 });
    const back = pairedComparison({ first: second, second: first, seed: 5 });
    expect(back.value).toBeCloseTo(-there.value, 12);
    expect(back.lower).toBeCloseTo(-there.upper, 12);
    expect(pairedComparison({ first, second, seed: 5 })).toEqual(there);
  });

  it('varies over seeds as well as over people', () => {
    const all = share(rows.map(() => 1));
    const none = share(rows.map(() => 0));
    const found = pairedComparison({ first: [all, none], second: [none, none] });
    expect(found).toMatchObject({ value: 0.5, lower: 0, upper: 1 });
  });

  it('leaves out seeds in which either is undefined', () => {
    const nobody = validityDrop({
      teacherValid: [0],
      studentPredictionAtTeacherRecourse: [0],
      favourableClass: 1,
    });
    const found = pairedComparison({ first: [share([1]), nobody], second: [share([0]), share([1])] });
    expect(found).toMatchObject({ value: 1, count: 1, seeds: 1, differences: [1, NaN] });
    expect(pairedComparison({ first: [nobody], second: [nobody] })).toEqual({
      value: NaN,
      count: 0,
      lower: NaN,
      upper: NaN,
      interval: 'undefined',
      resamples: 0,
      differences: [NaN],
      seeds: 0,
    });
  });

  it('refuses methods that differ in seeds or people', () => {
    expect(() => pairedComparison({ first: [share([1])], second: [] })).toThrow('number of seeds');
    expect(() => pairedComparison({ first: [share([1])], second: [share([1, 0])] })).toThrow(
      'pairedComparison, seed 0: number of rows',
    );
  });
});

describe('pairedComparisons', () => {
  it('is each comparison by itself, to the last bit', () => {
    const flags = (period: number) => rows.map((row) => Number(row % period === 0));
    const costs = (period: number, factor: number) =>
      meanCost({ valid: flags(period), cost: rows.map((row) => factor * (1 + (row % 7))) });
    const few = [1, 0, 1, 1, 0];
    const pairs = {
      share: { first: [share(flags(2)), share(flags(3))], second: [share(flags(5)), share(flags(2))] },
      cost: { first: [costs(2, 1), costs(3, 2)], second: [costs(3, 1), costs(2, 1.5)] },
      // Undefined in one seed, and of other people.
      halfDefined: {
        first: [meanCost({ valid: [0, 0], cost: [1, 1] }), costs(2, 1)],
        second: [share([1, 0]), costs(3, 3)],
      },
      others: { first: [share(few), share(few)], second: [share([0, 0, 1, 1, 1]), share(few)] },
      never: {
        first: [meanCost({ valid: [0], cost: [1] })],
        second: [meanCost({ valid: [0], cost: [1] })],
      },
    };
    const together = pairedComparisons({ pairs, seed: 3, resamples: 200 });
    for (const [name, pair] of Object.entries(pairs)) {
      const alone = pairedComparison({ ...pair, seed: 3, resamples: 200 });
      expect(together[name as keyof typeof pairs]).toEqual(alone);
    }
    expect(together.share.lower).toBeLessThan(together.share.upper);
    expect(together.never.seeds).toBe(0);
  });
});
