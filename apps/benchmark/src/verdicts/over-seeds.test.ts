import { describe, expect, it } from 'vitest';
import { pairedComparison, type Statistic } from '@cfq/metrics';
import { sampleCell } from '../testing/sample-cell.ts';
import { binomialDraws } from './binomial-draws.ts';
import { countedOf, discordantOf } from './counts-of-cell.ts';
import { exactInterval } from './exact-interval.ts';
import { differenceOverSeeds, shareOverSeeds } from './over-seeds.ts';

/** The mean of numbers, one a row, as `@cfq/metrics` resamples it. */
const meanOf = (numbers: readonly number[]): Statistic => ({
  rows: numbers.length,
  value: numbers.reduce((sum, one) => sum + one, 0) / numbers.length,
  count: numbers.length,
  evaluate: ({ counts }) => ({
    value: numbers.reduce((sum, one, row) => sum + one * counts[row]!, 0) / numbers.length,
    count: numbers.length,
  }),
  over: () => ({ value: NaN, count: 0 }),
});
const rows = (...parts: readonly (readonly [value: number, count: number])[]) =>
  parts.flatMap(([value, count]) => Array<number>(count).fill(value));
const nil = (count: number) => Array<number>(count).fill(0);

describe('binomialDraws', () => {
  it('has the probabilities of the distribution', () => {
    const draw = binomialDraws(3, 0.25);
    const places = Array.from({ length: 6400 }, (_, at) => draw((at + 0.5) / 6400));
    const counts = [0, 1, 2, 3].map((count) => places.filter((one) => one === count).length / 100);
    expect(counts).toEqual([27, 27, 9, 1]);
  });

  it.each([
    [0, 0.5, 0],
    [7, 0, 0],
    [7, 1, 7],
  ])('of %i trials at %f is %i, whatever is drawn', (trials, probability, count) => {
    const draw = binomialDraws(trials, probability);
    expect([0, 0.5, 0.999].map(draw)).toEqual([count, count, count]);
  });
});

describe('exactInterval', () => {
  it('is that of Clopper and Pearson, as tables of it print', () => {
    expect(exactInterval(0, 10).upper).toBeCloseTo(0.3085, 4);
    expect(exactInterval(10, 10).lower).toBeCloseTo(0.6915, 4);
    expect(exactInterval(0, 100).upper).toBeCloseTo(0.0362, 4);
  });
});

describe('a share over seeds', () => {
  const seeds = [
    { hits: 12, of: 60 },
    { hits: 4, of: 50 },
    { hits: 9, of: 55 },
  ];

  it('has the interval of the paired comparison with a share that is 0', () => {
    const { value, lower, upper } = pairedComparison({
      first: seeds.map(({ hits, of }) => meanOf(rows([1, hits], [0, of - hits]))),
      second: seeds.map(({ of }) => meanOf(nil(of))),
      resamples: 4000,
    });
    const found = shareOverSeeds(seeds);
    expect(found.value).toBeCloseTo(value, 12);
    expect(found.lower).toBeCloseTo(lower, 1.7);
    expect(found.upper).toBeCloseTo(upper, 1.7);
    expect(found).toMatchObject({ interval: 'bootstrap', n: 165 });
  });

  it('has an exact interval where it is 0 or all at every seed, over all n', () => {
    expect(
      shareOverSeeds([
        { hits: 0, of: 40 },
        { hits: 0, of: 60 },
      ]),
    ).toMatchObject({
      value: 0,
      interval: 'exact',
      ...exactInterval(0, 100),
    });
    expect(shareOverSeeds([{ hits: 5, of: 5 }]).lower).toBeCloseTo(exactInterval(5, 5).lower, 12);
  });

  it('is undefined over nobody', () => {
    expect(shareOverSeeds([{ hits: 0, of: 0 }])).toMatchObject({ value: NaN, interval: 'none', n: 0 });
  });
});

describe('a difference over seeds', () => {
  it('has the interval of the paired comparison', () => {
    const seeds = [
      { first: 5, second: 9, of: 300 },
      { first: 2, second: 11, of: 300 },
    ];
    const { value, lower, upper } = pairedComparison({
      first: seeds.map(({ first, second, of }) =>
        meanOf(rows([1, first], [-1, second], [0, of - first - second])),
      ),
      second: seeds.map(({ of }) => meanOf(nil(of))),
      resamples: 4000,
    });
    const found = differenceOverSeeds(seeds);
    expect(found.value).toBeCloseTo(value, 12);
    expect(Math.abs(found.lower - lower)).toBeLessThan(0.005);
    expect(Math.abs(found.upper - upper)).toBeLessThan(0.005);
  });

  it('is never without width, even where no row is decided differently', () => {
    const found = differenceOverSeeds([{ first: 0, second: 0, of: 50 }]);
    expect(found.value).toBe(0);
    expect(found.upper).toBeCloseTo(exactInterval(0, 50).upper, 12);
    expect(found.lower).toBe(-found.upper);
  });
});

describe('the counts of a cell', () => {
  it('follow from shares and how many they are over', () => {
    const cell = sampleCell({ validityDrop: 3 / 19 });
    expect(countedOf(cell, 'validityDrop')).toEqual({ hits: 3, of: 19 });
    expect(countedOf(sampleCell({ overGrant: null }), 'overGrant')).toEqual({ hits: 0, of: 0 });
  });

  it('say who is right where student and teacher differ', () => {
    const cell = sampleCell({ accuracyTeacher: 48 / 60, accuracyStudent: 47 / 60, agreement: 57 / 60 });
    expect(discordantOf(cell)).toEqual({ first: 1, second: 2, of: 60 });
    expect(discordantOf(sampleCell({ agreement: null })).of).toBe(0);
  });
});
